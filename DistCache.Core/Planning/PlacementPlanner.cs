using DistCache.Core.Hashing;
using DistCache.Core.Ring;

namespace DistCache.Core.Planning;

/// <summary>Decides where slots should be. Pure: the same input gives the same plan in every process, whatever the order of members.</summary>
/// <remarks>
/// <para><see cref="Rebalance"/> keeps two laws. Balance: no node has more than its weighted share of primaries + 1 slot, and none more
/// than its share of all copies + 1 (see <see cref="PlacementShares"/>). Movement: a node that joins or leaves changes the primaries
/// of at most its own share of slots + one for each node.</para>
/// <para>Shares are rounded to quotas; what is within quota stays, and only the excess moves, along the ring's order. Primaries go
/// first, since any choice of primaries within quotas can be completed by replicas. <c>docs/placement.md</c> compares the result.</para>
/// </remarks>
public static class PlacementPlanner
{
    /// <summary>The balanced placement that is nearest to the current one.</summary>
    /// <param name="ring">The members to use, and their order for each slot.</param>
    /// <param name="current">Where slots are; holders that are not on the ring count as gone.</param>
    /// <param name="copies">Copies wanted of each slot, at least 1; with fewer nodes, as many as nodes.</param>
    /// <remarks>A slot without a primary may get one that must be sent its data first: <see cref="Fill"/> first where time counts.</remarks>
    public static PlacementPlan Rebalance(HashRing ring, Placement current, int copies)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(copies, 1);
        if (ring.Members.IsEmpty)
        {
            return ToPlan(ring, current, Placement.Empty);
        }

        var table = CopyTable.Of(current, ring.Members, copies);
        var zones = new ZoneRules(ring.Members, copies);
        var copyShares = PlacementShares.OfCopies(ring.Members, zones, new double[ring.Members.Length]);
        var copyQuotas = SlotQuotas.OfCopies(copyShares, zones, table.CopyCounts);
        var primaryShares = PlacementShares.OfPrimaries(ring.Members);
        var primaryQuotas = SlotQuotas.Round(primaryShares, SlotId.SlotCount, table.PrimaryCounts, copyQuotas);

        var primaries = new PrimaryPlacing(ring, table, primaryQuotas);
        primaries.PromoteReplicas(beyondQuota: false);
        primaries.HandOverToReplicas();
        primaries.PlaceOrphans();
        primaries.MoveSurplus(zones, copyQuotas);

        var replicas = new ReplicaPlacing(ring, table, zones, copyQuotas);
        replicas.Trim();
        replicas.FillHoles();
        new ReplicaExchange(ring, table, zones, copyQuotas).Run();
        return ToPlan(ring, current, table.ToPlacement(ring.Members));
    }

    /// <summary>
    /// Fills what is missing and moves nothing: a slot without a primary gets one (a replica of its own where it has any, else the
    /// node furthest under its share, the ring's order deciding between such), and missing replicas are added in the same way.
    /// </summary>
    /// <param name="ring">The members to use, and their order for each slot.</param>
    /// <param name="current">Where slots are; holders that are not on the ring count as gone.</param>
    /// <param name="copies">Copies wanted of each slot, at least 1; slots that have more keep them.</param>
    public static PlacementPlan Fill(HashRing ring, Placement current, int copies)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(copies, 1);
        if (ring.Members.IsEmpty)
        {
            return ToPlan(ring, current, Placement.Empty);
        }

        var table = CopyTable.Of(current, ring.Members, copies);
        int[] limits = [.. ring.Members.Select(_ => SlotId.SlotCount)];
        var primaryShares = FilledPrimaryShares(ring, table);
        var primaries = new PrimaryPlacing(ring, table, SlotQuotas.Round(primaryShares, SlotId.SlotCount, table.PrimaryCounts, limits));
        primaries.PromoteReplicas(beyondQuota: true);
        primaries.PlaceOrphans();

        var zones = new ZoneRules(ring.Members, copies);
        double[] held = [.. table.CopyCounts];
        var copyShares = PlacementShares.OfCopies(ring.Members, zones, held);
        new ReplicaPlacing(ring, table, zones, SlotQuotas.OfCopies(copyShares, zones, table.CopyCounts)).FillHoles();
        return ToPlan(ring, current, table.ToPlacement(ring.Members));
    }

    private static PlacementPlan ToPlan(HashRing ring, Placement current, Placement target) =>
        new(target, () => PlanDifference.Between(current, target, ring));

    private static double[] FilledPrimaryShares(HashRing ring, CopyTable table)
    {
        Vessel[] vessels = [.. ring.Members.Select((m, node) => new Vessel(m.Weight, table.PrimaryCounts[node], SlotId.SlotCount))];
        var level = WaterLevel.Of(vessels, SlotId.SlotCount);
        return [.. vessels.Select(v => v.VolumeAt(level))];
    }
}
