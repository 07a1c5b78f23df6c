using DistCache.Core.Hashing;
using DistCache.Core.Planning;
using DistCache.Core.Ring;

namespace DistCache.Tests.Core.Planning;

/// <summary>The planner's laws as checks. Each message names the seed that the cluster was drawn from.</summary>
internal static class PlacementLaws
{
    private const double Rounding = 1e-6;

    /// <summary>
    /// primaries(node) &lt;= SlotCount * weight / weights + 1, computed from the weights here, and copies(node) &lt;= share of copies + 1.
    /// </summary>
    public static void ShouldBeBalanced(this Placement placement, HashRing ring, RandomClusters drawn)
    {
        var copyShares = PlacementShares.Of(ring.Members, drawn.Copies).Copies;
        var (primaries, copies) = Count(placement, ring);
        for (var node = 0; node < primaries.Length; node++)
        {
            var surplus = primaries[node] - PrimaryShare(ring, ring.Members[node]);
            surplus.ShouldBeLessThanOrEqualTo(1 + Rounding, $"primaries of node {node}, {drawn}");
            (copies[node] - copyShares[node]).ShouldBeLessThanOrEqualTo(1 + Rounding, $"copies of node {node}, {drawn}");
        }
    }

    /// <summary>
    /// Each slot has min(copies, nodes) distinct holders, and no zone holds more of it than min(nodes of the zone, L), with the
    /// least L for which that can be.
    /// </summary>
    public static void ShouldBeSpread(this Placement placement, HashRing ring, RandomClusters drawn)
    {
        var sizes = ring.Members.CountBy(m => m.Zone).ToDictionary();
        var copies = Math.Min(drawn.Copies, ring.Members.Length);
        var level = Enumerable.Range(1, copies).First(l => sizes.Values.Sum(n => Math.Min(n, l)) >= copies);
        var zones = sizes.Keys.ToList();
        int[] limits = [.. zones.Select(z => Math.Min(level, sizes[z]))];
        var zoneOf = ring.Members.ToDictionary(m => m.Id.Value, m => zones.IndexOf(m.Zone), StringComparer.Ordinal);
        foreach (var slot in placement.Slots)
        {
            if (!IsSpread(slot, copies, zoneOf, limits))
            {
                Assert.Fail($"[{string.Join(", ", slot.All)}], {drawn}");
            }
        }
    }

    /// <summary>Slots whose primary changes &lt;= SlotCount * weight of the node / weights with it + nodes with it.</summary>
    public static void ShouldMovePrimariesWithin(this PlacementPlan plan, HashRing larger, RingMember changing, RandomClusters drawn)
    {
        var moved = plan.Moves.Count(m => m.Role == MoveRole.Primary);
        ((double)moved).ShouldBeLessThanOrEqualTo(PrimaryShare(larger, changing) + larger.Members.Length, $"{drawn}, {larger.Members.Length} nodes");
    }

    /// <summary>
    /// Copies that are sent &lt;= 2 * the node's share of copies + nodes with it, where each slot keeps as many copies as before: it
    /// says nothing of a cluster that has fewer nodes than copies are wanted.
    /// </summary>
    public static void ShouldSendCopiesWithin(this PlacementPlan plan, HashRing larger, RingMember changing, RandomClusters drawn)
    {
        if (drawn.Copies < larger.Members.Length)
        {
            var share = PlacementShares.Of(larger.Members, drawn.Copies).Copies[larger.Members.IndexOf(changing)];
            var sent = plan.Moves.Count(m => m.CopiesData);
            ((double)sent).ShouldBeLessThanOrEqualTo((2 * share) + larger.Members.Length, $"{drawn}, {larger.Members.Length} nodes");
        }
    }

    public static (int[] Primaries, int[] Copies) Count(Placement placement, HashRing ring)
    {
        var indexes = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var member in ring.Members)
        {
            indexes.Add(member.Id.Value, indexes.Count);
        }

        var primaries = new int[indexes.Count];
        var copies = new int[indexes.Count];
        foreach (var slot in placement.Slots)
        {
            if (slot.Primary is { } primary)
            {
                primaries[indexes[primary.Value]]++;
                copies[indexes[primary.Value]]++;
            }

            foreach (var replica in slot.Replicas)
            {
                copies[indexes[replica.Value]]++;
            }
        }

        return (primaries, copies);
    }

    private static double PrimaryShare(HashRing ring, RingMember node) =>
        (double)SlotId.SlotCount * node.Weight / ring.Members.Sum(m => m.Weight);

    private static bool IsSpread(SlotHolders slot, int copies, Dictionary<string, int> zoneOf, int[] limits)
    {
        if (slot.Primary is not { } primary || slot.Replicas.Length + 1 != copies || slot.Replicas.Contains(primary))
        {
            return false;
        }

        Span<int> held = stackalloc int[limits.Length];
        held[zoneOf[primary.Value]]++;
        for (var i = 0; i < slot.Replicas.Length; i++)
        {
            var zone = zoneOf[slot.Replicas[i].Value];
            if (++held[zone] > limits[zone] || slot.Replicas.AsSpan(0, i).Contains(slot.Replicas[i]))
            {
                return false;
            }
        }

        return true;
    }
}
