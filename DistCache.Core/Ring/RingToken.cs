using DistCache.Core.Topology;

namespace DistCache.Core.Ring;

/// <summary>One virtual node: a point of the ring and the node that it belongs to.</summary>
public readonly record struct RingToken(ulong Position, NodeId Owner);
