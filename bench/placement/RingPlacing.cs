using DistCache.Core.Hashing;
using DistCache.Core.Ring;
using DistCache.Core.Topology;

namespace DistCache.Bench.Placement;

/// <summary>A plain consistent-hash ring: a slot belongs to the first virtual node clockwise of it.</summary>
internal sealed class RingPlacing : ISlotPlacing
{
    public string Name => $"ring, {HashRing.VirtualNodesDefault} virtual nodes";

    public NodeId[] Place(IReadOnlyList<NodeId> nodes, NodeId[]? before)
    {
        var tokens = HashRing.Build(nodes.Select(n => new RingMember(n))).Tokens.ToArray();
        return [.. Enumerable.Range(0, SlotId.SlotCount).Select(slot => tokens[FirstAt(tokens, RingHash.OfSlot(new SlotId(slot)))].Owner)];
    }

    internal static int FirstAt(RingToken[] tokens, ulong position)
    {
        var (low, high) = (0, tokens.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = tokens[middle].Position < position ? (middle + 1, high) : (low, middle);
        }

        return low == tokens.Length ? 0 : low;
    }
}
