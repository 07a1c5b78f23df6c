using DistCache.Core.Topology;

namespace DistCache.Bench.Placement;

/// <summary>A way to say which node owns each slot.</summary>
internal interface ISlotPlacing
{
    string Name { get; }

    /// <summary>Whether only the node that joined last can leave.</summary>
    bool LeavesAtEndOnly => false;

    /// <summary>The owner of each slot.</summary>
    /// <param name="nodes">The nodes, in the order they joined.</param>
    /// <param name="before">The owners until now; null for a new cluster. Only a way that plans from them looks at it.</param>
    NodeId[] Place(IReadOnlyList<NodeId> nodes, NodeId[]? before);
}
