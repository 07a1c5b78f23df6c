namespace DistCache.Core.Leading.Coordinated;

/// <summary>What a master reads from the coordinator.</summary>
public enum CoordinatorRead
{
    /// <summary>The cluster's name: once.</summary>
    ClusterId,

    /// <summary>The topology record.</summary>
    Topology,

    /// <summary>The documents of the registered nodes.</summary>
    Nodes,

    /// <summary>The documents of the living masters.</summary>
    Masters,

    /// <summary>Who leads.</summary>
    Leader,
}
