using System.Collections.Immutable;
using DistCache.Core.Membership;

namespace DistCache.Core.Leading.Deciding.Rules;

/// <summary>
/// When more than half of four or more members are silent, this master is likelier to be cut off than they are to be dead: nothing is
/// decided until that is over. A proven end does not count; it takes a working network to see one.
/// </summary>
public static class SelfDoubtRule
{
    /// <summary>Of fewer members a single fault may be the majority.</summary>
    public const int MembersMin = 4;

    public static bool Applies(LeaderFacts facts, ImmutableArray<DecisionReason>.Builder reasons)
    {
        var members = 0;
        var silent = 0;
        foreach (var node in facts.Nodes)
        {
            if (facts.Topology.IndexOf(node.Member.Key) >= 0)
            {
                members++;
                silent += node.Health == NodeHealth.Silent ? 1 : 0;
            }
        }

        if (members < MembersMin || 2 * silent <= members)
        {
            return false;
        }

        reasons.Add(new DecisionReason(DecisionCause.SelfDoubt, null, 0));
        return true;
    }
}
