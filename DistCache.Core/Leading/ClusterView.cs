using System.Collections.Immutable;
using DistCache.Core.Leading.Coordinated;
using DistCache.Core.Membership;
using DistCache.Core.Topology;

namespace DistCache.Core.Leading;

/// <summary>The cluster's processes as one master sees them now. Immutable.</summary>
/// <param name="Nodes">The registered nodes, ordered by their id.</param>
/// <param name="Masters">The living masters, ordered by their id.</param>
/// <param name="LeaderId">Who leads; null while none is known to.</param>
/// <param name="IsCoordinatorReachable">Whether the topology has been read from the coordinator, or that there is none yet, and the last read succeeded.</param>
public sealed record ClusterView(ImmutableArray<NodeView> Nodes, ImmutableArray<MasterDocument> Masters, string? LeaderId, bool IsCoordinatorReachable);

/// <summary>A registered run of a node and how it is.</summary>
/// <param name="Member">Which run.</param>
/// <param name="Health">What this master makes of it.</param>
/// <param name="HealthFor">For how long it has been so.</param>
/// <param name="Status">Its last answer to a probe; null before the first.</param>
public sealed record NodeView(Member Member, NodeHealth Health, TimeSpan HealthFor, NodeStatus? Status);
