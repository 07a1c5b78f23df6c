using System.Collections.Immutable;
using DistCache.Core.Topology;

namespace DistCache.Core.Leading.Deciding;

/// <summary>What the leader makes of the facts.</summary>
/// <param name="Next">The topology to commit; null where nothing is to change.</param>
/// <param name="Reasons">Why it changes, or, without <paramref name="Next"/>, what is waited for; empty where all is well.</param>
public sealed record Decision(ClusterTopology? Next, ImmutableArray<DecisionReason> Reasons)
{
    public static readonly Decision Nothing = new(null, []);
}
