using System.Collections.Immutable;
using DistCache.Core.Leading.Deciding.Rules;
using DistCache.Core.Topology;

namespace DistCache.Core.Leading.Deciding;

/// <summary>The leader's judgement: facts in, the next topology out. Pure.</summary>
/// <remarks>
/// <para>Every slot has one copy in this version, so a slot leaves its primary only when the primary's process is known to have ended:
/// its node registered anew (<see cref="RestartRule"/>), or its end was proven and it did not come back
/// (<see cref="RecoveryRule"/>). Silence proves nothing: the silent process may be serving clients that reach it, and a second primary
/// beside it would lose what they write.</para>
/// <para>All that is ready is one topology: what happened to three nodes within a tick is one commit.</para>
/// </remarks>
public static class LeaderDecision
{
    public static Decision Next(LeaderFacts facts, LeadingOptions options)
    {
        var reasons = ImmutableArray.CreateBuilder<DecisionReason>();
        var draft = new TopologyDraft(facts.Topology);
        if (facts.Topology.Epoch == Epoch.None)
        {
            FormationRule.Apply(facts, options, draft, reasons);
        }
        else if (SelfDoubtRule.Applies(facts, reasons))
        {
            return new Decision(null, reasons.ToImmutable());
        }
        else if (CompleteRestartRule.Applies(facts))
        {
            CompleteRestartRule.Apply(facts, options, draft, reasons);
        }
        else
        {
            RestartRule.Apply(facts, draft, reasons);
            RecoveryRule.Apply(facts, options, draft, reasons);
            MemberListRule.AddLiving(facts, draft, reasons);
            FillRule.Apply(facts, draft, reasons);
            MemberListRule.DropEnded(facts, draft, reasons);
        }

        return draft.IsChanged ? new Decision(draft.Build(), reasons.ToImmutable())
            : reasons.Count == 0 ? Decision.Nothing
            : new Decision(null, reasons.ToImmutable());
    }
}
