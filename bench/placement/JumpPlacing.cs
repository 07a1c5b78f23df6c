using DistCache.Core.Hashing;
using DistCache.Core.Ring;
using DistCache.Core.Topology;

namespace DistCache.Bench.Placement;

/// <summary>Jump consistent hash: a slot's owner is found by jumping ahead through the cluster sizes at which it would have moved.</summary>
/// <remarks>Lamping, Veach, "A Fast, Minimal Memory, Consistent Hash Algorithm", 2014. Nodes are numbered: only the last can leave.</remarks>
internal sealed class JumpPlacing : ISlotPlacing
{
    /// <summary>Multiplier of the 64-bit linear congruential generator that the paper draws from.</summary>
    private const ulong Multiplier = 2862933555777941757;

    public string Name => "jump hash (last node only)";

    public bool LeavesAtEndOnly => true;

    public NodeId[] Place(IReadOnlyList<NodeId> nodes, NodeId[]? before) =>
        [.. Enumerable.Range(0, SlotId.SlotCount).Select(slot => nodes[Bucket(RingHash.OfToken(nodes[0], slot), nodes.Count)])];

    private static int Bucket(ulong state, int count)
    {
        long owner = 0;
        for (long next = 0; next < count;)
        {
            owner = next;
            state = unchecked((state * Multiplier) + 1);
            var draw = ((state >> 33) + 1) / (double)(1L << 31);
            next = (long)((owner + 1) / draw);
        }

        return (int)owner;
    }
}
