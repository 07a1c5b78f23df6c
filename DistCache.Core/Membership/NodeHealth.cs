namespace DistCache.Core.Membership;

/// <summary>How a node is, as a master sees it.</summary>
public enum NodeHealth
{
    /// <summary>Answers.</summary>
    Alive,

    /// <summary>Has missed answers, too few to act on.</summary>
    Suspect,

    /// <summary>Has been silent for so long that its slots are given to others where that is safe. It may still run.</summary>
    Silent,

    /// <summary>This run of it is known to have ended.</summary>
    Gone,
}
