using System.Collections.Immutable;
using DistCache.Core.Membership;

namespace DistCache.Core.Leading.Deciding.Rules;

/// <summary>Lists every registered node that lives, and takes runs that have ended off the list once no slot names them.</summary>
public static class MemberListRule
{
    public static void AddLiving(LeaderFacts facts, TopologyDraft draft, ImmutableArray<DecisionReason>.Builder reasons)
    {
        foreach (var node in facts.Nodes)
        {
            if (node.Health == NodeHealth.Alive && !draft.Lists(node.Member.Key))
            {
                draft.Require(node.Member);
                reasons.Add(new DecisionReason(DecisionCause.Joined, node.Member.Key, 0));
            }
        }
    }

    public static void DropEnded(LeaderFacts facts, TopologyDraft draft, ImmutableArray<DecisionReason>.Builder reasons)
    {
        for (var index = 0; index < draft.Members.Count; index++)
        {
            var member = draft.Members[index];
            if (facts.NodeOf(member.Id) is not { } node)
            {
                continue;
            }

            var isSuperseded = node.Member.Incarnation.Supersedes(member.Incarnation);
            var isGone = node.Member.Key == member.Key && node.Health == NodeHealth.Gone;
            if ((isSuperseded || isGone) && draft.HoldsNothing(index))
            {
                draft.Drop(index);
                reasons.Add(new DecisionReason(DecisionCause.Left, member.Key, 0));
            }
        }
    }
}
