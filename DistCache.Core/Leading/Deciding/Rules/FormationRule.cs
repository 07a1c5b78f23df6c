using System.Collections.Immutable;
using DistCache.Core.Hashing;
using DistCache.Core.Membership;

namespace DistCache.Core.Leading.Deciding.Rules;

/// <summary>
/// Makes the first topology, once the expected nodes are there, or, with fewer, once nobody has come for a while. Slots do not move
/// later in this version, so whoever comes after it has none.
/// </summary>
public static class FormationRule
{
    public static void Apply(LeaderFacts facts, LeadingOptions options, TopologyDraft draft, ImmutableArray<DecisionReason>.Builder reasons)
    {
        if (IsDue(facts, options))
        {
            MemberListRule.AddLiving(facts, draft, reasons);
            FillRule.Place(facts, draft);
            reasons.Add(new DecisionReason(DecisionCause.Formed, null, SlotId.SlotCount));
        }
    }

    /// <summary>Whether enough nodes are there for slots to be shared out among them all.</summary>
    public static bool IsDue(LeaderFacts facts, LeadingOptions options)
    {
        var living = facts.Nodes.Count(node => node.Health == NodeHealth.Alive);
        return living >= options.ExpectedNodes || (living > 0 && facts.QuietFor >= options.FormationWait);
    }
}
