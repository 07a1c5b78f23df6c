namespace DistCache.Tests.Simulation;

/// <summary>Carries messages between hosts: late, out of order, or not at all. Every message is delayed by itself, so two may overtake each other.</summary>
public sealed class SimulatedNetwork(VirtualTime time, Random random)
{
    /// <summary>The host that the coordinator is on. Masters and nodes are on hosts from 1 on.</summary>
    public const int Coordinator = 0;

    private readonly HashSet<(int From, int To)> _cut = [];

    /// <summary>Share of messages that are lost.</summary>
    public double Loss { get; set; }

    /// <summary>Factor on delays.</summary>
    public double Slowness { get; set; } = 1;

    public void Cut(int from, int to) => _cut.Add((from, to));

    public void Heal(int from, int to) => _cut.Remove((from, to));

    public void HealAll()
    {
        _cut.Clear();
        Loss = 0;
        Slowness = 1;
    }

    public void Send(int from, int to, Action arrive)
    {
        if (_cut.Contains((from, to)) || random.NextDouble() < Loss)
        {
            return;
        }

        time.After(Delay(), () =>
        {
            if (!_cut.Contains((from, to)))
            {
                arrive();
            }
        });
    }

    /// <summary>A copy of a message that hung somewhere and comes up to five seconds later, as one of a connection long given up does.</summary>
    public void SendLate(int from, int to, Action arrive) =>
        time.After(TimeSpan.FromSeconds(5 * random.NextDouble()), () => Send(from, to, arrive));

    /// <summary>Asks and waits for one answer; what is not answered in time, wherever it was lost, ends by <paramref name="timedOut"/>.</summary>
    /// <param name="caller">Gets the outcome, if it still runs.</param>
    /// <param name="to">The host that is asked.</param>
    /// <param name="timeout">How long the caller waits.</param>
    /// <param name="handle">Runs at the host and is given what sends an answer back.</param>
    /// <param name="timedOut">Runs at the caller.</param>
    public void Ask(SimulatedProcess caller, int to, TimeSpan timeout, Action<Action<Action>> handle, Action timedOut)
    {
        var isDone = false;
        void Finish(Action outcome)
        {
            if (!isDone)
            {
                isDone = true;
                caller.Deliver(outcome);
            }
        }

        time.After(timeout, () => Finish(timedOut));
        Send(caller.Host, to, () => handle(outcome => Send(to, caller.Host, () => Finish(outcome))));
    }

    private TimeSpan Delay()
    {
        var isLate = random.NextDouble() < 0.015;
        var milliseconds = isLate ? random.NextDouble() * 2500 : 0.2 + (random.NextDouble() * 4);
        return TimeSpan.FromMilliseconds(milliseconds * Slowness);
    }
}
