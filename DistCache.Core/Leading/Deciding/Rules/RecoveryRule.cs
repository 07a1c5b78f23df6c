using System.Collections.Immutable;
using DistCache.Core.Membership;

namespace DistCache.Core.Leading.Deciding.Rules;

/// <summary>
/// Takes the slots from a node whose process is proven to have ended and that did not come back in time; <see cref="FillRule"/> gives
/// them to the living. A node that is merely silent keeps its slots, however long, and this says that they are waited for.
/// </summary>
public static class RecoveryRule
{
    public static void Apply(LeaderFacts facts, LeadingOptions options, TopologyDraft draft, ImmutableArray<DecisionReason>.Builder reasons)
    {
        var anyLives = facts.Nodes.Any(node => node.Health == NodeHealth.Alive);
        var members = facts.Topology.Members;
        for (var index = 0; index < members.Length; index++)
        {
            if (facts.Holdings[index] == 0 || facts.LatestRunOf(members[index]) is not { } latest)
            {
                continue;
            }

            if (latest.Health == NodeHealth.Gone && latest.GoneFor >= options.RecoveryWait && anyLives)
            {
                reasons.Add(new DecisionReason(DecisionCause.NotRecovered, members[index].Key, draft.Reassign(index, null)));
            }
            else if (latest.Health is NodeHealth.Gone or NodeHealth.Silent)
            {
                var cause = latest.Health == NodeHealth.Gone ? DecisionCause.AwaitingRecovery : DecisionCause.AwaitingSilentNode;
                reasons.Add(new DecisionReason(cause, members[index].Key, facts.Holdings[index]));
            }
        }
    }
}
