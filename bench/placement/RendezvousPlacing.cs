using DistCache.Core.Hashing;
using DistCache.Core.Ring;
using DistCache.Core.Topology;

namespace DistCache.Bench.Placement;

/// <summary>Rendezvous hashing: a slot belongs to the node whose hash together with it is the highest.</summary>
/// <remarks>Thaler, Ravishankar, "Using Name-Based Mappings to Increase Hit Rates", 1998.</remarks>
internal sealed class RendezvousPlacing : ISlotPlacing
{
    public string Name => "rendezvous (HRW)";

    public NodeId[] Place(IReadOnlyList<NodeId> nodes, NodeId[]? before) =>
        [.. Enumerable.Range(0, SlotId.SlotCount).Select(slot => nodes.MaxBy(node => RingHash.OfToken(node, slot)))];
}
