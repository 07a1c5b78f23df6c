using System.Collections.Immutable;
using DistCache.Core.Ring;

namespace DistCache.Core.Planning;

/// <summary>How many copies of one slot each zone may hold, so that its copies are spread over zones as evenly as nodes allow.</summary>
/// <remarks>
/// <c>HoldsMax</c> is the least <c>L</c> for which <c>sum of min(nodes of the zone, L)</c> reaches the copies wanted; a zone holds
/// at most <c>min(nodes, L)</c> and at least <c>min(nodes, L - 1)</c> copies of a slot. With as many zones as copies <c>L</c> is 1.
/// The sets of nodes that keep these bounds are the bases of a matroid, which is what lets replicas be exchanged one by one.
/// </remarks>
internal sealed class ZoneRules
{
    private readonly int[] _holdsMax;
    private readonly int[] _holdsMin;
    private readonly bool _hasMin;

    public ZoneRules(ImmutableArray<RingMember> members, int copies)
    {
        Copies = Math.Min(copies, members.Length);
        var zones = members.Select(m => m.Zone).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        ZoneOf = [.. members.Select(m => zones.BinarySearch(m.Zone, StringComparer.Ordinal))];
        var nodeCounts = new int[zones.Count];
        foreach (var zone in ZoneOf)
        {
            nodeCounts[zone]++;
        }

        var level = 0;
        while (nodeCounts.Sum(n => Math.Min(n, level)) < Copies)
        {
            level++;
        }

        _holdsMax = [.. nodeCounts.Select(n => Math.Min(n, level))];
        _holdsMin = [.. nodeCounts.Select(n => Math.Max(0, Math.Min(n, level - 1)))];
        BeyondMin = Copies - _holdsMin.Sum();
        _hasMin = BeyondMin < Copies;
    }

    /// <summary>Copies of each slot: those wanted, or as many as there are nodes.</summary>
    public int Copies { get; }

    public int ZoneCount => _holdsMax.Length;

    /// <summary>The zone of each node, both by index.</summary>
    public int[] ZoneOf { get; }

    /// <summary>How many copies of a slot stand, over all zones, above the least that each zone holds.</summary>
    public int BeyondMin { get; }

    public int HoldsMax(int zone) => _holdsMax[zone];

    public int HoldsMin(int zone) => _holdsMin[zone];

    /// <summary>Whether <paramref name="node"/> can be added to these holders, none of which it is, so that they can still be completed.</summary>
    public bool CanAdd(ReadOnlySpan<int> holders, int node) => CanReplace(holders, -1, node);

    /// <summary>Whether <paramref name="node"/> can stand for <paramref name="leaving"/> (or -1) among these holders.</summary>
    public bool CanReplace(ReadOnlySpan<int> holders, int leaving, int node)
    {
        var zone = ZoneOf[node];
        if (leaving >= 0 && ZoneOf[leaving] == zone)
        {
            return true;
        }

        var inZone = CountIn(holders, leaving, zone);
        return inZone < _holdsMax[zone] && (inZone < _holdsMin[zone] || CountBeyondMin(holders, leaving) < BeyondMin);
    }

    /// <summary>Whether these holders can stay together as they are.</summary>
    public bool IsAllowed(ReadOnlySpan<int> holders)
    {
        foreach (var node in holders)
        {
            if (CountIn(holders, -1, ZoneOf[node]) > _holdsMax[ZoneOf[node]])
            {
                return false;
            }
        }

        return CountBeyondMin(holders, -1) <= BeyondMin;
    }

    /// <summary>Whether a slot with too many holders comes nearer to the rules when <paramref name="node"/> leaves.</summary>
    public bool IsInExcess(ReadOnlySpan<int> holders, int node)
    {
        var zone = ZoneOf[node];
        var inZone = CountIn(holders, -1, zone);
        return inZone > _holdsMax[zone] || (inZone > _holdsMin[zone] && CountBeyondMin(holders, -1) > BeyondMin);
    }

    private int CountIn(ReadOnlySpan<int> holders, int leaving, int zone)
    {
        var count = 0;
        foreach (var holder in holders)
        {
            if (holder != leaving && ZoneOf[holder] == zone)
            {
                count++;
            }
        }

        return count;
    }

    private int CountBeyondMin(ReadOnlySpan<int> holders, int leaving)
    {
        if (!_hasMin)
        {
            return leaving >= 0 ? holders.Length - 1 : holders.Length;
        }

        var beyond = 0;
        for (var i = 0; i < holders.Length; i++)
        {
            if (holders[i] == leaving)
            {
                continue;
            }

            var zone = ZoneOf[holders[i]];
            var earlier = CountIn(holders[..i], leaving, zone);
            beyond += earlier >= _holdsMin[zone] ? 1 : 0;
        }

        return beyond;
    }
}
