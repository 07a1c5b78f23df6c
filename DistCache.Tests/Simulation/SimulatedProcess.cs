namespace DistCache.Tests.Simulation;

/// <summary>One run of one process: it lives once, may stand still for a while, and has a clock that is a little fast or slow.</summary>
public abstract class SimulatedProcess(string name, int host, VirtualTime time, double clockRate)
{
    private readonly TimeSpan _startedAt = time.Now;
    private readonly Queue<Action> _backlog = new();

    public string Name { get; } = name;

    public int Host { get; } = host;

    public bool IsAlive { get; private set; } = true;

    public bool IsPaused { get; private set; }

    /// <summary>Its own monotonic clock.</summary>
    public TimeSpan LocalNow => (time.Now - _startedAt) * clockRate;

    public virtual void Crash() => IsAlive = false;

    public void Pause() => IsPaused = true;

    /// <summary>What came in meanwhile happens now, in its order.</summary>
    public void Resume()
    {
        IsPaused = false;
        while (IsAlive && !IsPaused && _backlog.TryDequeue(out var next))
        {
            next();
        }
    }

    /// <summary>Lets something happen in the process: now, after its pause, or never.</summary>
    public void Deliver(Action action)
    {
        if (IsAlive && IsPaused)
        {
            _backlog.Enqueue(action);
        }
        else if (IsAlive)
        {
            action();
        }
    }

    /// <summary>Calls <paramref name="tick"/> again and again while the process lives; what is missed in a pause is not made up for.</summary>
    protected void Every(TimeSpan interval, Action tick) => time.After(interval, () =>
    {
        if (!IsAlive)
        {
            return;
        }

        if (!IsPaused)
        {
            tick();
        }

        Every(interval, tick);
    });
}
