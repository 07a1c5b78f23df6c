using System.Collections.Immutable;
using DistCache.Core.Membership;
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

    /// <summary>The registered run, where it is the member itself or a later one. An earlier one is a document read late: it says nothing.</summary>
    public NodeFact? LatestRunOf(Member member) =>
        NodeOf(member.Id) is { } node && !member.Incarnation.Supersedes(node.Member.Incarnation) ? node : null;

    /// <summary>Whether the member's process is known to have ended: by proof, or because a later run of its node answers.</summary>
    public bool HasEnded(Member member) =>
        LatestRunOf(member) is { } latest
        && (latest.Health == NodeHealth.Gone || (latest.Health == NodeHealth.Alive && latest.Member.Incarnation.Supersedes(member.Incarnation)));

    /// <summary>Whether it is open how the member's node is, which is so only for as long as it takes to judge silence.</summary>
    public bool IsUndecided(Member member) => LatestRunOf(member) is { Health: NodeHealth.Unknown or NodeHealth.Suspect };
}
