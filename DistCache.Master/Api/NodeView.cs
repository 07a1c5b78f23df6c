using DistCache.Core.Membership;
using DistCache.Core.Topology;
using DistCache.Master.Nodes;

namespace DistCache.Master.Api;

/// <summary>
/// A node as <c>GET /nodes</c> shows it: its health as this master sees it and since when, the slots that this run of it is the primary
/// of, and its own counters as of the last probe (null before the first).
/// </summary>
public sealed record NodeView(
    string Id, ulong Incarnation, string Host, int RespPort, int HttpPort, int Weight, string Zone,
    NodeHealth Health, DateTimeOffset Since, int PrimarySlots, IReadOnlyDictionary<string, long>? Status)
{
    public static NodeView Of(KnownNode node, ClusterTopology topology, int[] primaryCounts)
    {
        var member = node.Member;
        var index = topology.IndexOf(member.Key);
        return new NodeView(
            member.Id.Value, member.Incarnation.Value, member.Host, member.RespPort, member.HttpPort, member.Weight, member.Zone,
            node.Health, node.Since, index < 0 ? 0 : primaryCounts[index], node.Status?.Fields.ToDictionary());
    }
}
