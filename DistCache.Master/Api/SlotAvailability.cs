using DistCache.Core.Hashing;
using DistCache.Core.Membership;
using DistCache.Core.Topology;
using DistCache.Master.Nodes;

namespace DistCache.Master.Api;

/// <summary>How many slots can be served, as far as one master knows.</summary>
/// <param name="WithoutPrimary">Slots that are nobody's.</param>
/// <param name="Unavailable">Those, and those whose primary is silent or has ended.</param>
/// <param name="Reasons">Why some are unavailable, one sentence each.</param>
public sealed record SlotAvailability(int WithoutPrimary, int Unavailable, IReadOnlyList<string> Reasons)
{
    /// <remarks>A primary of which this master knows nothing counts as there: it has just started, and who asks for a key finds out.</remarks>
    public static SlotAvailability Judge(ClusterTopology topology, ClusterRoster roster)
    {
        var counts = topology.CountPrimaries();
        var unowned = SlotId.SlotCount - counts.Sum();
        var absent = topology.Members.Select((member, index) => (member.Id, Slots: counts[index], IsAbsent: IsAbsent(member, roster)))
            .Where(primary => primary.IsAbsent && primary.Slots > 0)
            .ToList();
        var waiting = absent.Sum(primary => primary.Slots);
        var reasons = new List<string>();
        if (topology.Epoch == Epoch.None)
        {
            reasons.Add("The cluster has not formed yet: no slot has been assigned.");
        }
        else if (unowned > 0)
        {
            reasons.Add($"{unowned} of {SlotId.SlotCount} slots have no primary.");
        }

        if (waiting > 0)
        {
            var names = string.Join(", ", absent.Select(primary => primary.Id).Distinct());
            reasons.Add($"{waiting} of {SlotId.SlotCount} slots cannot be served: their primaries are silent or have ended ({names}).");
        }

        return new SlotAvailability(unowned, unowned + waiting, reasons);
    }

    /// <summary>Whether that run is silent, known to have ended, or has been replaced by a later one.</summary>
    private static bool IsAbsent(Member member, ClusterRoster roster) =>
        roster.Nodes.FirstOrDefault(node => node.Member.Id == member.Id) is { } known
        && (known.Member.Key == member.Key
            ? known.Health is NodeHealth.Silent or NodeHealth.Gone
            : known.Member.Incarnation.Supersedes(member.Incarnation));
}
