namespace DistCache.Tests.Simulation;

/// <summary>One session at the simulated store.</summary>
public sealed class SimulatedSession(SimulatedMaster owner)
{
    public SimulatedMaster Owner { get; } = owner;

    /// <summary>Known to the store and not ended.</summary>
    public bool IsOpen { get; set; }

    public bool HasEnded { get; set; }

    public TimeSpan ExpiresAt { get; set; }

    /// <summary>No read shows less than this: a session never goes back.</summary>
    public long SeenRevision { get; set; }
}
