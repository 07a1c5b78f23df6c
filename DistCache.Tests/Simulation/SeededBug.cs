namespace DistCache.Tests.Simulation;

/// <summary>A fault of the product that a simulation can be asked to have, to show that its checks notice.</summary>
public enum SeededBug
{
    None,

    /// <summary>The topology is written whatever version the coordinator holds, and whoever leads.</summary>
    BlindTopologyWrite,

    /// <summary>A time-out of a probe is taken for the proof that the process has ended.</summary>
    SilenceTakenForDeath,

    /// <summary>A node goes by whatever topology it is sent.</summary>
    OlderTopologyAccepted,

    /// <summary>A registration of an earlier run replaces that of a later one.</summary>
    IncarnationIgnored,

    /// <summary>A write whose answer was lost is made once more without looking, on whatever version is there.</summary>
    BlindRetry,
}
