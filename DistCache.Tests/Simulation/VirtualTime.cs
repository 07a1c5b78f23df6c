namespace DistCache.Tests.Simulation;

/// <summary>One queue of what is to happen, ordered by time and then by when it was planned; the only clock of a simulation.</summary>
public sealed class VirtualTime
{
    private readonly PriorityQueue<Action, Moment> _queue = new();
    private long _sequence;

    public TimeSpan Now { get; private set; }

    public long EventCount { get; private set; }

    public void After(TimeSpan delay, Action action) => _queue.Enqueue(action, new Moment((Now + delay).Ticks, _sequence++));

    /// <summary>Lets everything happen until <paramref name="end"/>, or until <paramref name="isDone"/> after any of it.</summary>
    public void RunUntil(TimeSpan end, Func<bool>? isDone = null)
    {
        while (_queue.TryPeek(out var action, out var moment) && moment.Ticks <= end.Ticks)
        {
            _queue.Dequeue();
            Now = new TimeSpan(moment.Ticks);
            EventCount++;
            action();
            if (isDone is not null && isDone())
            {
                return;
            }
        }

        Now = end;
    }

    private readonly record struct Moment(long Ticks, long Sequence) : IComparable<Moment>
    {
        public int CompareTo(Moment other) => Ticks != other.Ticks ? Ticks.CompareTo(other.Ticks) : Sequence.CompareTo(other.Sequence);
    }
}
