using DistCache.Core.Topology;

namespace DistCache.Master.Api;

/// <summary>JSON of <c>GET /topology</c>.</summary>
/// <param name="ClusterId">Which cluster.</param>
/// <param name="Epoch">Version of the whole.</param>
/// <param name="VirtualNodes">Virtual nodes for each unit of weight.</param>
/// <param name="Members">The members; slots refer to them by id and incarnation.</param>
/// <param name="Slots">All slots, those in a row with the same copies and epoch together.</param>
public sealed record TopologyView(
    string ClusterId, ulong Epoch, int VirtualNodes, IReadOnlyList<MemberView> Members, IReadOnlyList<SlotRangeView> Slots)
{
    public static TopologyView Of(ClusterTopology topology)
    {
        var counts = topology.CountPrimaries();
        return new TopologyView(
            topology.ClusterId,
            topology.Epoch.Value,
            topology.VirtualNodes,
            [.. topology.Members.Select((member, index) => MemberView.Of(member, counts[index]))],
            [.. Ranges(topology)]);
    }

    private static IEnumerable<SlotRangeView> Ranges(ClusterTopology topology)
    {
        var slots = topology.Slots;
        for (var first = 0; first < slots.Length;)
        {
            var last = first;
            while (last + 1 < slots.Length && slots[last + 1].Equals(slots[first]))
            {
                last++;
            }

            yield return new SlotRangeView(
                first, last, slots[first].Epoch.Value, [.. slots[first].Copies.Select(copy => CopyView.Of(topology.Members[copy.MemberIndex], copy.Role))]);
            first = last + 1;
        }
    }
}

/// <summary>Slots in a row whose copies are the same.</summary>
public sealed record SlotRangeView(int First, int Last, ulong Epoch, IReadOnlyList<CopyView> Copies);

/// <summary>A member of the topology.</summary>
public sealed record MemberView(string Id, ulong Incarnation, string Host, int RespPort, int HttpPort, int Weight, string Zone, int PrimarySlots)
{
    public static MemberView Of(Member member, int primarySlots) => new(
        member.Id.Value, member.Incarnation.Value, member.Host, member.RespPort, member.HttpPort, member.Weight, member.Zone, primarySlots);
}
