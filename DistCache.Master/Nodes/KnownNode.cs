using DistCache.Core.Membership;
using DistCache.Core.Topology;

namespace DistCache.Master.Nodes;

/// <summary>A registered run of a node and how it is.</summary>
/// <param name="Member">Who it is and where.</param>
/// <param name="Health">What this master makes of it.</param>
/// <param name="Since">When its health became what it is.</param>
/// <param name="Status">The last answer to a probe; null before the first.</param>
public sealed record KnownNode(Member Member, NodeHealth Health, DateTimeOffset Since, NodeStatus? Status);
