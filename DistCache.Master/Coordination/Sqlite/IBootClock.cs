namespace DistCache.Master.Coordination.Sqlite;

/// <summary>The one clock by which the processes of a machine judge each other's leases: it counts from boot, runs on through suspend, and no one can set it.</summary>
internal interface IBootClock
{
    /// <summary>Differs after each boot. Times of different boots cannot be compared.</summary>
    string BootId { get; }

    /// <summary>The same for all processes at the same moment.</summary>
    TimeSpan SinceBoot { get; }
}
