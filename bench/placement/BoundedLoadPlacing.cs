using DistCache.Core.Hashing;
using DistCache.Core.Ring;
using DistCache.Core.Topology;

namespace DistCache.Bench.Placement;

/// <summary>Consistent hashing with bounded loads: a full node passes a slot on clockwise; full is <c>ceil((1 + epsilon) * mean)</c>.</summary>
/// <remarks>
/// Mirrokni, Thorup, Zadimoghaddam, "Consistent Hashing with Bounded Loads", 2018. Slots come in the order of their numbers, so the
/// placement depends on the set of nodes only.
/// </remarks>
internal sealed class BoundedLoadPlacing(double epsilon) : ISlotPlacing
{
    public string Name => $"bounded loads, epsilon {epsilon * 100:F0} %";

    public NodeId[] Place(IReadOnlyList<NodeId> nodes, NodeId[]? before)
    {
        var tokens = HashRing.Build(nodes.Select(n => new RingMember(n))).Tokens.ToArray();
        var capacity = (int)Math.Ceiling((1 + epsilon) * SlotId.SlotCount / nodes.Count);
        var loads = nodes.ToDictionary(n => n, _ => 0);
        var owners = new NodeId[SlotId.SlotCount];
        for (var slot = 0; slot < owners.Length; slot++)
        {
            var token = RingPlacing.FirstAt(tokens, RingHash.OfSlot(new SlotId(slot)));
            while (loads[tokens[token].Owner] == capacity)
            {
                token = (token + 1) % tokens.Length;
            }

            owners[slot] = tokens[token].Owner;
            loads[owners[slot]]++;
        }

        return owners;
    }
}
