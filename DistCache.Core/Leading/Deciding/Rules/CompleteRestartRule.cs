using System.Collections.Immutable;
using DistCache.Core.Hashing;

namespace DistCache.Core.Leading.Deciding.Rules;

/// <summary>
/// Forms the cluster anew when every process that held a slot is known to have ended: nothing is left to protect, so the slots are shared
/// out among the nodes that are there now, of which there may be more or fewer than before, under the conditions of
/// <see cref="FormationRule"/>. Where they are the same nodes, the ring gives each the same slots.
/// </summary>
/// <remarks>Comes before <see cref="RestartRule"/>, which gives a single node that runs anew its slots back at once.</remarks>
public static class CompleteRestartRule
{
    public static bool Applies(LeaderFacts facts)
    {
        var anyHeld = false;
        for (var index = 0; index < facts.Topology.Members.Length; index++)
        {
            if (facts.Holdings[index] > 0)
            {
                anyHeld = true;
                if (!facts.HasEnded(facts.Topology.Members[index]))
                {
                    return false;
                }
            }
        }

        return anyHeld;
    }

    public static void Apply(LeaderFacts facts, LeadingOptions options, TopologyDraft draft, ImmutableArray<DecisionReason>.Builder reasons)
    {
        if (!FormationRule.IsDue(facts, options))
        {
            reasons.Add(new DecisionReason(DecisionCause.AwaitingNodes, null, SlotId.SlotCount));
            return;
        }

        var lost = 0;
        for (var index = 0; index < facts.Topology.Members.Length; index++)
        {
            lost += facts.Holdings[index] > 0 ? draft.Reassign(index, null) : 0;
        }

        reasons.Add(new DecisionReason(DecisionCause.RestartedWhole, null, lost));
        MemberListRule.AddLiving(facts, draft, reasons);
        FillRule.Place(facts, draft);
        MemberListRule.DropEnded(facts, draft, reasons);
    }
}
