using System.Collections.Immutable;
using DistCache.Core.Topology;

namespace DistCache.Core.Leading.Deciding;

/// <summary>Everything that a decision rests on.</summary>
/// <param name="topology">The one in force; epoch 0 where the cluster has not formed.</param>
/// <param name="holdings">Counted from <paramref name="topology"/>.</param>
/// <param name="nodes">The registered nodes, ordered by their id.</param>
/// <param name="quietFor">Time since a node was last seen to register for the first time, or as a new run.</param>
public sealed class LeaderFacts(ClusterTopology topology, SlotHoldings holdings, ImmutableArray<NodeFact> nodes, TimeSpan quietFor)
{
    private readonly Dictionary<NodeId, NodeFact> _byId = nodes.ToDictionary(node => node.Member.Id);

    public ClusterTopology Topology { get; } = topology;

    public SlotHoldings Holdings { get; } = holdings;

    public ImmutableArray<NodeFact> Nodes { get; } = nodes;

    public TimeSpan QuietFor { get; } = quietFor;

    /// <summary>The fact about the node of that name, or null where it is not registered.</summary>
    public NodeFact? NodeOf(NodeId id) => _byId.GetValueOrDefault(id);
}
