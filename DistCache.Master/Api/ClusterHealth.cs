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

    /// <summary>Every slot has a primary, yet something needs attention.</summary>
    Degraded,

    /// <summary>Some keys can be neither read nor written.</summary>
    Unavailable,
}

/// <summary>JSON of <c>GET /health</c>: judged from what this master knows, without asking anyone.</summary>
/// <param name="State">The judgement; <see cref="ClusterState.Unavailable"/> goes with status 503.</param>
/// <param name="Reasons">Why it is not ok, one sentence each.</param>
/// <param name="Epoch">Of the topology.</param>
/// <param name="SlotsWithoutPrimary">How many of the slots nobody serves.</param>
/// <param name="Nodes">How many nodes there are of each health.</param>
/// <param name="Leader">The master that leads; null: none is known.</param>
/// <param name="CoordinatorReachable">Whether this master reaches the coordinator.</param>
public sealed record ClusterHealth(
    ClusterState State, IReadOnlyList<string> Reasons, ulong Epoch, int SlotsWithoutPrimary,
    IReadOnlyDictionary<string, int> Nodes, string? Leader, bool CoordinatorReachable)
{
    public static ClusterHealth Judge(ClusterTopology topology, ClusterRoster roster, bool isCoordinatorReachable)
    {
        var unowned = SlotId.SlotCount - topology.CountPrimaries().Sum();
        var reasons = new List<string>();
        if (topology.Epoch == default)
        {
            reasons.Add("The cluster has not formed yet: no slot has been assigned.");
        }
        else if (unowned > 0)
        {
            reasons.Add($"{unowned} of {SlotId.SlotCount} slots have no primary.");
        }

        reasons.AddRange(roster.Nodes
            .Where(node => node.Health != NodeHealth.Alive && topology.IndexOf(node.Member.Key) >= 0)
            .Select(node => $"{node.Member.Id} is {node.Health.ToString().ToLowerInvariant()} since {node.Since:u}."));
        if (!isCoordinatorReachable)
        {
            reasons.Add("The coordinator cannot be reached: keys are served, the topology is frozen.");
        }
        else if (roster.LeaderId is null)
        {
            reasons.Add("No master leads.");
        }

        var state = unowned > 0 ? ClusterState.Unavailable : reasons.Count > 0 ? ClusterState.Degraded : ClusterState.Ok;
        return new ClusterHealth(state, reasons, topology.Epoch.Value, unowned, CountByHealth(roster), roster.LeaderId, isCoordinatorReachable);
    }

    private static Dictionary<string, int> CountByHealth(ClusterRoster roster) =>
        Enum.GetValues<NodeHealth>().ToDictionary(
            health => health.ToString().ToLowerInvariant(),
            health => roster.Nodes.Count(node => node.Health == health));
}
