using DistCache.Core.Planning;
using DistCache.Core.Ring;

namespace DistCache.Tests.Core.Planning;

/// <summary>The planner's laws as checks. Each message names the seed that the cluster was drawn from.</summary>
internal static class PlacementLaws
{
    private const double Rounding = 1e-6;

    /// <summary>primaries(node) &lt;= SlotCount * weight / weights + 1, and copies(node) &lt;= share of copies + 1.</summary>
    public static void ShouldBeBalanced(this Placement placement, HashRing ring, RandomClusters drawn)
    {
        var shares = PlacementShares.Of(ring.Members, drawn.Copies);
        var (primaries, copies) = Count(placement, ring);
        for (var node = 0; node < primaries.Length; node++)
        {
            (primaries[node] - shares.Primaries[node]).ShouldBeLessThanOrEqualTo(1 + Rounding, $"primaries of node {node}, {drawn}");
            (copies[node] - shares.Copies[node]).ShouldBeLessThanOrEqualTo(1 + Rounding, $"copies of node {node}, {drawn}");
        }
    }

    /// <summary>
    /// Each slot has min(copies, nodes) distinct holders, and no zone holds more of it than min(nodes of the zone, L), with the
    /// least L for which that can be.
    /// </summary>
    public static void ShouldBeSpread(this Placement placement, HashRing ring, RandomClusters drawn)
    {
        var zoneOf = ring.Members.ToDictionary(m => m.Id, m => m.Zone);
        var sizes = ring.Members.CountBy(m => m.Zone).ToDictionary();
        var copies = Math.Min(drawn.Copies, ring.Members.Length);
        var level = Enumerable.Range(1, copies).First(l => sizes.Values.Sum(n => Math.Min(n, l)) >= copies);
        foreach (var slot in placement.Slots)
        {
            var holders = slot.All;
            var isWhole = slot.Primary is not null && holders.Length == copies && holders.Distinct().Count() == copies;
            var isSpread = holders.CountBy(h => zoneOf[h]).All(z => z.Value <= Math.Min(level, sizes[z.Key]));
            (isWhole && isSpread).ShouldBeTrue($"[{string.Join(", ", holders)}], {drawn}");
        }
    }

    /// <summary>Slots whose primary changes &lt;= SlotCount * weight of the node / weights with it + nodes with it.</summary>
    public static void ShouldMovePrimariesWithin(this PlacementPlan plan, HashRing larger, RingMember changing, RandomClusters drawn)
    {
        var share = PlacementShares.Of(larger.Members, drawn.Copies).Primaries[larger.Members.IndexOf(changing)];
        var moved = plan.Moves.Count(m => m.Role == MoveRole.Primary);
        ((double)moved).ShouldBeLessThanOrEqualTo(share + larger.Members.Length, $"{drawn}, {larger.Members.Length} nodes");
    }

    /// <summary>Copies that are sent &lt;= 2 * the node's share of copies + nodes with it.</summary>
    public static void ShouldSendCopiesWithin(this PlacementPlan plan, HashRing larger, RingMember changing, RandomClusters drawn)
    {
        var share = PlacementShares.Of(larger.Members, drawn.Copies).Copies[larger.Members.IndexOf(changing)];
        var sent = plan.Moves.Count(m => m.CopiesData);
        ((double)sent).ShouldBeLessThanOrEqualTo((2 * share) + larger.Members.Length, $"{drawn}, {larger.Members.Length} nodes");
    }

    public static (int[] Primaries, int[] Copies) Count(Placement placement, HashRing ring)
    {
        var indexes = ring.Members.Select((m, i) => (m.Id, Index: i)).ToDictionary(m => m.Id, m => m.Index);
        var primaries = new int[indexes.Count];
        var copies = new int[indexes.Count];
        foreach (var slot in placement.Slots)
        {
            if (slot.Primary is { } primary)
            {
                primaries[indexes[primary]]++;
            }

            foreach (var holder in slot.All)
            {
                copies[indexes[holder]]++;
            }
        }

        return (primaries, copies);
    }
}
