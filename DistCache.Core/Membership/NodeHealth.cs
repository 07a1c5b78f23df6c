namespace DistCache.Core.Membership;

/// <summary>How a node is, as a master sees it.</summary>
public enum NodeHealth
{
    /// <summary>Registered a moment ago, or this master has just started: it has not answered this master yet, and has not had long to.</summary>
    Unknown,

    /// <summary>Answers.</summary>
    Alive,

    /// <summary>Has missed answers, too few to act on.</summary>
    Suspect,

    /// <summary>Has been silent for so long that nothing is expected of it any more. It may still run, so it keeps its slots.</summary>
    Silent,

    /// <summary>This run of it is known to have ended.</summary>
    Gone,
}
