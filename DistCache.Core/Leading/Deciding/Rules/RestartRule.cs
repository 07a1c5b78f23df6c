using System.Collections.Immutable;
using DistCache.Core.Membership;

namespace DistCache.Core.Leading.Deciding.Rules;

/// <summary>
/// Gives a node that runs anew the slots of its earlier run, as soon as the new run is registered and answers. The earlier run has ended,
/// for a node runs as one process at a time; it was the only copy, so what it held is lost, and nobody else has a better claim.
/// </summary>
/// <remarks>
/// The registration alone is not enough: one that was under way for long may be of a run that is dead already, and where the node's clock
/// went back between them it bears a greater number than the run that lives. A dead run answers no probe. And while it is open whether some
/// other node that holds slots still runs, which is soon known, this may be the first to come back after all have ended:
/// <see cref="CompleteRestartRule"/>.
/// </remarks>
public static class RestartRule
{
    public static void Apply(LeaderFacts facts, TopologyDraft draft, ImmutableArray<DecisionReason>.Builder reasons)
    {
        var members = facts.Topology.Members;
        if (Enumerable.Range(0, members.Length).Any(index => facts.Holdings[index] > 0 && facts.IsUndecided(members[index])))
        {
            return;
        }

        for (var index = 0; index < members.Length; index++)
        {
            if (facts.Holdings[index] > 0
                && facts.NodeOf(members[index].Id) is { Health: NodeHealth.Alive, Member: var registered }
                && registered.Incarnation.Supersedes(members[index].Incarnation))
            {
                var slots = draft.Reassign(index, draft.Require(registered));
                reasons.Add(new DecisionReason(DecisionCause.Restarted, registered.Key, slots));
            }
        }
    }
}
