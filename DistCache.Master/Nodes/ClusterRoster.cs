using System.Collections.Immutable;

namespace DistCache.Master.Nodes;

/// <summary>The cluster's processes as one master sees them. Immutable.</summary>
/// <param name="Nodes">Every registered run of a node, ordered by its id.</param>
/// <param name="Masters">The living masters, ordered by their id.</param>
/// <param name="LeaderId">The id of the master that leads; null while none is known to.</param>
public sealed record ClusterRoster(ImmutableArray<KnownNode> Nodes, ImmutableArray<KnownMaster> Masters, string? LeaderId)
{
    public static readonly ClusterRoster Empty = new([], [], null);
}
