namespace DistCache.Core.Leading.Coordinated;

/// <summary>When to read what from the coordinator: at its word, and now and then without one. At most one read of a kind is under way.</summary>
internal sealed class ReadSchedule(TimeSpan interval)
{
    /// <summary>After a failed read. Short beside any session time-out, long beside a read.</summary>
    private static readonly TimeSpan RetryWait = TimeSpan.FromMilliseconds(200);

    private static readonly CoordinatorRead[] Kinds = Enum.GetValues<CoordinatorRead>();

    private readonly Progress[] _reads = [.. Kinds.Select(_ => new Progress())];

    /// <summary>Whether the last read that ended succeeded.</summary>
    public bool IsReachable { get; private set; }

    /// <summary>Whether a read of this kind has ever succeeded.</summary>
    public bool HasRead(CoordinatorRead what) => _reads[(int)what].HasSucceeded;

    /// <summary>Reads as soon as possible. A read that is under way may be of an earlier state, so another follows it.</summary>
    public void Want(CoordinatorRead what) => _reads[(int)what].DueAt = TimeSpan.Zero;

    /// <summary>Holds what is known for outdated until a read has succeeded that starts from now on.</summary>
    public void Invalidate(CoordinatorRead what)
    {
        var read = _reads[(int)what];
        read.IsFresh = false;
        read.FreshFrom = read.Started + 1;
        Want(what);
    }

    /// <summary>Whether what is known is the outcome of the latest read and not invalidated since.</summary>
    public bool IsFresh(CoordinatorRead what) => _reads[(int)what].IsFresh;

    /// <summary>Calls <paramref name="start"/> for each read that is due.</summary>
    public void Start(TimeSpan now, Action<CoordinatorRead> start)
    {
        foreach (var kind in Kinds)
        {
            var read = _reads[(int)kind];
            if (!read.IsUnderWay && read.DueAt <= now)
            {
                read.IsUnderWay = true;
                read.Started++;
                read.DueAt = TimeSpan.MaxValue;
                start(kind);
            }
        }
    }

    public void Succeeded(CoordinatorRead what, TimeSpan now)
    {
        var read = _reads[(int)what];
        read.IsUnderWay = false;
        read.HasSucceeded = true;
        read.IsFresh = read.Started >= read.FreshFrom;
        var next = what == CoordinatorRead.ClusterId ? TimeSpan.MaxValue : now + interval;
        read.DueAt = read.DueAt < next ? read.DueAt : next;
        IsReachable = true;
    }

    /// <summary>A read that succeeded has shown something older than what is known.</summary>
    public void Outdated(CoordinatorRead what, TimeSpan now)
    {
        var read = _reads[(int)what];
        read.IsFresh = false;
        read.DueAt = now + RetryWait;
    }

    public void Failed(CoordinatorRead what, TimeSpan now)
    {
        var read = _reads[(int)what];
        read.IsUnderWay = false;
        read.IsFresh = false;
        read.DueAt = now + RetryWait;
        IsReachable = false;
    }

    private sealed class Progress
    {
        public bool HasSucceeded { get; set; }

        public bool IsUnderWay { get; set; }

        public bool IsFresh { get; set; }

        public TimeSpan DueAt { get; set; }

        public long Started { get; set; }

        public long FreshFrom { get; set; }
    }
}
