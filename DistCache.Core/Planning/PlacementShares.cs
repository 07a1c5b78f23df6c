using System.Collections.Immutable;
using DistCache.Core.Hashing;
using DistCache.Core.Ring;

namespace DistCache.Core.Planning;

/// <summary>What each node should hold, in slots and fractions of slots, by its index in the list of members it was computed from.</summary>
/// <remarks>
/// A node's share of primaries is <c>SlotCount * weight / sum of weights</c>. Its share of all copies is what water-filling gives
/// it: <c>min(SlotCount, level * weight)</c>, with one level for all nodes at which the copies of all slots are placed. A node stops
/// at <c>SlotCount</c>, one copy of each slot; a zone stops at the bounds that an even spread of each slot sets it, and its nodes then
/// share a level of their own.
/// </remarks>
public sealed record PlacementShares(ImmutableArray<double> Primaries, ImmutableArray<double> Copies)
{
    /// <param name="members">The nodes.</param>
    /// <param name="copies">Copies wanted of each slot, at least 1.</param>
    public static PlacementShares Of(ImmutableArray<RingMember> members, int copies)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(copies, 1);
        var floors = new double[members.Length];
        return new(OfPrimaries(members), OfCopies(members, new ZoneRules(members, copies), floors));
    }

    internal static ImmutableArray<double> OfPrimaries(ImmutableArray<RingMember> members)
    {
        var weights = members.Sum(m => (long)m.Weight);
        return [.. members.Select(m => (double)SlotId.SlotCount * m.Weight / weights)];
    }

    /// <summary>The shares of copies where no node can have less than its floor.</summary>
    internal static ImmutableArray<double> OfCopies(ImmutableArray<RingMember> members, ZoneRules zones, IReadOnlyList<double> floors)
    {
        var vessels = new List<Vessel>[zones.ZoneCount];
        for (var zone = 0; zone < vessels.Length; zone++)
        {
            vessels[zone] = [];
        }

        for (var node = 0; node < members.Length; node++)
        {
            vessels[zones.ZoneOf[node]].Add(new(members[node].Weight, floors[node], SlotId.SlotCount));
        }

        Basin[] basins = [.. vessels.Select((v, zone) => BasinOf(v, zones, zone))];
        var level = WaterLevel.Of(basins, (double)zones.Copies * SlotId.SlotCount);
        double[] levels = [.. basins.Select(b => WaterLevel.Of(b.Vessels, b.VolumeAt(level)))];
        return [.. members.Select((m, node) => new Vessel(m.Weight, floors[node], SlotId.SlotCount).VolumeAt(levels[zones.ZoneOf[node]]))];
    }

    private static Basin BasinOf(List<Vessel> vessels, ZoneRules zones, int zone)
    {
        var floor = vessels.Sum(v => v.Floor);
        var least = Math.Max(floor, (double)zones.HoldsMin(zone) * SlotId.SlotCount);
        var most = Math.Max(floor, (double)zones.HoldsMax(zone) * SlotId.SlotCount);
        return new(vessels, least, most);
    }
}
