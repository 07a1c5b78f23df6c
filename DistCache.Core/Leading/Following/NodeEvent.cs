using DistCache.Core.Membership;
using DistCache.Core.Topology;

namespace DistCache.Core.Leading.Following;

/// <summary>Something that a node's control hears of.</summary>
public abstract record NodeEvent
{
    private NodeEvent()
    {
    }

    /// <summary>Time has passed.</summary>
    public sealed record Tick : NodeEvent
    {
        public static readonly Tick Instance = new();
    }

    /// <summary>A master answered the registration.</summary>
    public sealed record Answered(RegistrationResult Result) : NodeEvent;

    /// <summary>No master's answer came: refused, timed out, or not understood.</summary>
    public sealed record NotAnswered : NodeEvent;

    /// <summary>A master sends a topology. Answered by <see cref="NodeEffect.Went"/>.</summary>
    public sealed record TopologyOffered(ClusterTopology Topology) : NodeEvent;
}
