using System.Collections.Immutable;

namespace DistCache.Core.Leading.Rules;

/// <summary>
/// Gives a node that runs anew the slots of its earlier run, at once. That run has ended, for a node registers only as one process at a
/// time; it was the only copy, so what it held is lost, and nobody else has a better claim.
/// </summary>
public static class RestartRule
{
    public static void Apply(LeaderFacts facts, TopologyDraft draft, ImmutableArray<DecisionReason>.Builder reasons)
    {
        var members = facts.Topology.Members;
        for (var index = 0; index < members.Length; index++)
        {
            var registered = facts.NodeOf(members[index].Id)?.Member;
            if (registered is not null && registered.Incarnation.Supersedes(members[index].Incarnation) && facts.Holdings[index] > 0)
            {
                var slots = draft.Reassign(index, draft.Require(registered));
                reasons.Add(new DecisionReason(DecisionCause.Restarted, registered.Key, slots));
            }
        }
    }
}
