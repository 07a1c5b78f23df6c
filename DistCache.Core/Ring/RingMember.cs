using DistCache.Core.Topology;

namespace DistCache.Core.Ring;

/// <summary>What placement needs to know of a node: not where it is reached, and not which run of it is up.</summary>
/// <param name="Id">The node's lasting name.</param>
/// <param name="Weight">Its share relative to the others, 1 to <see cref="Member.WeightMax"/>.</param>
/// <param name="Zone">What fails together with it; all nodes of the empty zone count as one zone.</param>
public readonly record struct RingMember(NodeId Id, int Weight = 1, string Zone = "")
{
    public static RingMember Of(Member member) => new(member.Id, member.Weight, member.Zone);
}
