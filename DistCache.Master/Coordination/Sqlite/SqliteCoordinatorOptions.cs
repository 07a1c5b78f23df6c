namespace DistCache.Master.Coordination.Sqlite;

/// <summary>Where the store is and how sessions are timed. Every process that shares the file is to be given the same times.</summary>
/// <param name="File">Path of the database file. Made, and its folder too, where it is not there. On a local disk: SQLite's locks do not hold on network file systems.</param>
public sealed record SqliteCoordinatorOptions(string File)
{
    public const string DefaultFileName = "coordinator.db";

    /// <summary>How long a process may be silent before its ephemeral documents and its leadership end. Longer: fewer false ends on a busy machine; shorter: a dead leader is replaced sooner.</summary>
    public TimeSpan SessionTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often the session is renewed. A third of <see cref="SessionTimeout"/> unless set: one renewal may fail.</summary>
    public TimeSpan RenewEvery
    {
        get => field > TimeSpan.Zero ? field : SessionTimeout / 3;
        init;
    }

    /// <summary>How often other processes' changes and expired sessions are looked for. One look is one read of a few rows.</summary>
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long before others may take over a process considers its own session lost: a tenth of the time-out, and the poll that notices it.</summary>
    public TimeSpan SafetyMargin => SessionTimeout / 10 + PollEvery;

    /// <exception cref="ArgumentException">The times do not fit each other.</exception>
    public void ThrowIfInvalid()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(File);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(PollEvery, TimeSpan.Zero);
        if (RenewEvery + SafetyMargin >= SessionTimeout || PollEvery > RenewEvery)
        {
            throw new ArgumentException(
                $"A session time-out of {SessionTimeout}, renewed every {RenewEvery} with a poll every {PollEvery}, would be lost before it is renewed: lengthen it.");
        }
    }
}
