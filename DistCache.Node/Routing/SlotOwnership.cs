using DistCache.Core.Hashing;
using DistCache.Core.Topology;

namespace DistCache.Node.Routing;

/// <summary>A topology as one of its members sees it. Immutable.</summary>
public sealed class SlotOwnership
{
    private readonly MemberKey _key;

    public SlotOwnership(ClusterTopology topology, MemberKey self)
    {
        _key = self;
        Topology = topology;
        var index = topology.IndexOf(self);
        Self = index < 0 ? null : topology.Members[index];
    }

    public ClusterTopology Topology { get; }

    /// <summary>This run of this node; null where the topology does not name it.</summary>
    public Member? Self { get; }

    public bool Owns(SlotId slot) => Self is not null && ReferenceEquals(Topology.PrimaryOf(slot), Self);

    /// <summary>
    /// Whether a member is another run of this node: what it owned died with it, and sending clients to its address would send them
    /// back here.
    /// </summary>
    public bool IsEarlierRun(Member member) => member.Id == _key.Id && member.Incarnation != _key.Incarnation;
}
