using System.Text;
using DistCache.Core.Hashing;
using DistCache.Core.Topology;
using DistCache.Node.Routing;

namespace DistCache.Node.Commands.Cluster;

/// <summary>The topology as the texts of <c>CLUSTER INFO</c> and <c>CLUSTER NODES</c>.</summary>
internal static class ClusterText
{
    public static string Info(SlotOwnership ownership)
    {
        var topology = ownership.Topology;
        var primaries = topology.CountPrimaries();
        var served = primaries.Sum();
        var own = ownership.Self is { } self ? EpochOf(topology, self) : 0;
        return $"""
            cluster_enabled:1
            cluster_state:{(served == SlotId.SlotCount ? "ok" : "fail")}
            cluster_slots_assigned:{served}
            cluster_slots_ok:{served}
            cluster_slots_pfail:0
            cluster_slots_fail:{SlotId.SlotCount - served}
            cluster_known_nodes:{topology.Members.Length}
            cluster_size:{primaries.Count(count => count > 0)}
            cluster_current_epoch:{topology.Epoch}
            cluster_my_epoch:{own}

            """.ReplaceLineEndings("\r\n");
    }

    /// <remarks>There is no cluster bus, so its port is 0 and pings are not counted.</remarks>
    public static string Nodes(SlotOwnership ownership)
    {
        var topology = ownership.Topology;
        var ranges = SlotRange.AllOf(topology).ToLookup(range => range.Primary);
        var text = new StringBuilder();
        foreach (var member in topology.Members)
        {
            var flags = ReferenceEquals(member, ownership.Self) ? "myself,master" : "master";
            text.Append($"{RedisNodeId.Of(topology.ClusterId, member.Id)} {member.Host}:{member.RespPort}@0 {flags} - 0 0 {EpochOf(topology, member)} connected");
            foreach (var range in ranges[member])
            {
                text.Append(' ').Append(range);
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The latest epoch of a slot that the member serves.</summary>
    private static ulong EpochOf(ClusterTopology topology, Member member)
    {
        var latest = 0ul;
        var index = topology.IndexOf(member.Key);
        foreach (var slot in topology.Slots)
        {
            latest = slot.PrimaryIndex == index ? Math.Max(latest, slot.Epoch.Value) : latest;
        }

        return latest;
    }
}
