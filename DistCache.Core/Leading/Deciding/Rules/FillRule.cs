using System.Collections.Immutable;
using DistCache.Core.Membership;
using DistCache.Core.Planning;
using DistCache.Core.Ring;

namespace DistCache.Core.Leading.Deciding.Rules;

/// <summary>Gives the slots that nobody owns to the living, as the planner says. Moves no slot that has an owner.</summary>
public static class FillRule
{
    /// <summary>Copies of a slot: there is no replication yet.</summary>
    private const int Copies = 1;

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
        if (!draft.HasOwnerless(facts.Holdings))
        {
            return 0;
        }

        var living = facts.Nodes.Where(node => node.Health == NodeHealth.Alive).Select(node => node.Member).ToArray();
        if (living.Length == 0)
        {
            return 0;
        }

        // The planner also finds new owners for the slots of nodes that are not on the ring; those still have theirs.
        var keys = living.Select(member => member.Key).ToHashSet();
        var ring = HashRing.Build(living, facts.Topology.VirtualNodes);
        var plan = PlacementPlanner.Fill(ring, Placement.Of(draft.ToTopology(), keys.Contains), Copies);
        var indexes = living.ToDictionary(member => member.Id, draft.Require);
        return draft.AssignOwnerless(slot => plan[slot].Primary is { } primary ? indexes[primary] : null);
    }
}
