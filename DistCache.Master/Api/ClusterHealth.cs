using DistCache.Core.Hashing;
using DistCache.Core.Membership;
using DistCache.Core.Topology;
using DistCache.Master.Nodes;

namespace DistCache.Master.Api;

/// <summary>How a cluster is as a whole.</summary>
public enum ClusterState
{
    /// <summary>Everything is as it should be.</summary>
    Ok,

    /// <summary>Every slot has a primary, yet something needs attention: some primaries may be silent or have ended.</summary>
    Degraded,

    /// <summary>Slots have no primary, or no primary is there.</summary>
    Unavailable,
}

/// <summary>JSON of <c>GET /health</c>: judged from what this master knows, without asking anyone.</summary>
/// <param name="State">The judgement; <see cref="ClusterState.Unavailable"/> goes with status 503.</param>
/// <param name="Reasons">Why it is not ok, one sentence each.</param>
/// <param name="Epoch">Of the topology.</param>
/// <param name="SlotsWithoutPrimary">How many slots are nobody's.</param>
/// <param name="SlotsUnavailable">Those, and those whose primary is silent or has ended: their keys cannot be served now.</param>
/// <param name="Nodes">How many nodes there are of each health.</param>
/// <param name="Leader">The master that leads; null: none is known.</param>
/// <param name="CoordinatorReachable">Whether this master reaches the coordinator.</param>
public sealed record ClusterHealth(
    ClusterState State, IReadOnlyList<string> Reasons, ulong Epoch, int SlotsWithoutPrimary, int SlotsUnavailable,
    IReadOnlyDictionary<string, int> Nodes, string? Leader, bool CoordinatorReachable)
{
    public static ClusterHealth Judge(ClusterTopology topology, ClusterRoster roster, bool isCoordinatorReachable)
    {
        var slots = SlotAvailability.Judge(topology, roster);
        var reasons = new List<string>(slots.Reasons);
        reasons.AddRange(roster.Nodes
            .Where(node => node.Health != NodeHealth.Alive && topology.IndexOf(node.Member.Key) >= 0)
            .Select(Describe));
        if (!isCoordinatorReachable)
        {
            reasons.Add("The coordinator cannot be reached: keys are served, the topology is frozen.");
        }
        else if (roster.LeaderId is null)
        {
            reasons.Add("No master leads.");
        }

        var state = slots.WithoutPrimary > 0 || slots.Unavailable == SlotId.SlotCount ? ClusterState.Unavailable
            : reasons.Count > 0 ? ClusterState.Degraded
            : ClusterState.Ok;
        return new ClusterHealth(
            state, reasons, topology.Epoch.Value, slots.WithoutPrimary, slots.Unavailable, CountByHealth(roster), roster.LeaderId, isCoordinatorReachable);
    }

    private static string Describe(KnownNode node) => node.Health == NodeHealth.Unknown
        ? $"{node.Member.Id} has not answered this master yet."
        : $"{node.Member.Id} is {node.Health.Name()} since {node.Since:u}.";

    private static Dictionary<string, int> CountByHealth(ClusterRoster roster) =>
        Enum.GetValues<NodeHealth>().ToDictionary(NodeHealthName.Name, health => roster.Nodes.Count(node => node.Health == health));
}
