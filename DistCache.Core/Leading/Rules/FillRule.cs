using System.Collections.Immutable;
using DistCache.Core.Membership;
using DistCache.Core.Topology;

namespace DistCache.Core.Leading.Rules;

/// <summary>Gives the slots that nobody owns to the living, as the planner says. Moves no slot that has an owner.</summary>
public static class FillRule
{
    public static void Apply(LeaderFacts facts, TopologyDraft draft, ImmutableArray<DecisionReason>.Builder reasons)
    {
        if (Place(facts, draft) is var filled and > 0)
        {
            reasons.Add(new DecisionReason(DecisionCause.Filled, null, filled));
        }
    }

    /// <returns>How many slots found an owner.</returns>
    public static int Place(LeaderFacts facts, TopologyDraft draft)
    {
        var living = facts.Nodes.Where(node => node.Health == NodeHealth.Alive).Select(node => node.Member.Key).ToHashSet();
        if (living.Count == 0 || (!draft.IsChanged && facts.Holdings.Ownerless == 0))
        {
            return 0;
        }

        var before = draft.AsPlanned();
        var ownerless = before.Slots.Count(slot => slot.PrimaryIndex < 0);
        if (ownerless > 0)
        {
            draft.Adopt(PlaceTemporarily(before, living));
        }

        return ownerless;
    }

    private static ClusterTopology PlaceTemporarily(ClusterTopology topology, HashSet<MemberKey> living)
    {
        var candidates = Enumerable.Range(0, topology.Members.Length).Where(i => living.Contains(topology.Members[i].Key)).ToArray();
        var next = 0;
        return new ClusterTopology(topology.ClusterId, topology.Epoch, topology.VirtualNodes, topology.Members,
            [.. topology.Slots.Select(s => s.PrimaryIndex >= 0 ? s : new SlotAssignment(s.Epoch.Next, [new SlotCopy(candidates[next++ % candidates.Length], CopyRole.Primary)]))]);
    }
}
