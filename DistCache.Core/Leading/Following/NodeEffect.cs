using DistCache.Core.Membership;
using DistCache.Core.Topology;

namespace DistCache.Core.Leading.Following;

/// <summary>Something that a node's control wants done.</summary>
public abstract record NodeEffect
{
    private NodeEffect()
    {
    }

    /// <summary>Posts the registration to a master. Answered by <see cref="NodeEvent.Answered"/> or <see cref="NodeEvent.NotAnswered"/>.</summary>
    public sealed record Register(string MasterAddress, NodeRegistration Registration) : NodeEffect;

    /// <summary>The node goes by the topology from now on.</summary>
    public sealed record Install(ClusterTopology Topology) : NodeEffect;

    /// <summary>Tells the master that offered a topology which one the node goes by now.</summary>
    public sealed record Went(Epoch By) : NodeEffect;

    /// <summary>The process has to end: a later run of the node is registered, and its memory counts for nothing.</summary>
    public sealed record Stop(Incarnation SupersededBy) : NodeEffect;
}
