using DistCache.Core.Hashing;
using DistCache.Core.Planning;
using DistCache.Core.Ring;
using DistCache.Core.Topology;

namespace DistCache.Tests.Core.Planning;

public sealed class PlacementPlannerTests
{
    private static readonly RingMember[] Four = [Node("a"), Node("b"), Node("c"), Node("d")];

    [Fact]
    public void Rebalance_OfABalancedPlacement_MovesNothing()
    {
        foreach (var copies in new[] { 1, 2, 3 })
        {
            var ring = HashRing.Build(Four);
            var first = PlacementPlanner.Rebalance(ring, Placement.Empty, copies);

            PlacementPlanner.Rebalance(ring, first.Target, copies).Moves.ShouldBeEmpty();
        }
    }

    [Fact]
    public void Rebalance_MembersInAnotherOrder_IsTheSamePlan()
    {
        var start = PlacementPlanner.Rebalance(HashRing.Build(Four[..3]), Placement.Empty, 2).Target;

        var one = PlacementPlanner.Rebalance(HashRing.Build(Four), start, 2);
        var other = PlacementPlanner.Rebalance(HashRing.Build(Four.Reverse()), start, 2);

        other.Target.Slots.ShouldBe(one.Target.Slots);
        other.Moves.ShouldBe(one.Moves);
    }

    [Fact]
    public void Rebalance_FreshCluster_FollowsTheRingForMostSlots()
    {
        var ring = HashRing.Build(Four);

        var target = PlacementPlanner.Rebalance(ring, Placement.Empty, 1).Target;

        Slots.Count(s => target[s].Primary == ring.PreferenceOrder(s).First()).ShouldBeGreaterThan(SlotId.SlotCount * 8 / 10);
    }

    [Fact]
    public void Rebalance_OneNodeGone_PromotesReplicasBeforeItSendsData()
    {
        var start = PlacementPlanner.Rebalance(HashRing.Build(Four), Placement.Empty, 2).Target;

        var moves = PlacementPlanner.Rebalance(HashRing.Build(Four[..3]), start, 2).Moves;

        var primaries = moves.Where(m => m.Role == MoveRole.Primary).ToList();
        primaries.Count.ShouldBeInRange((SlotId.SlotCount / 4) - 1, (SlotId.SlotCount / 4) + 1);
        primaries.Count(m => !m.CopiesData).ShouldBeGreaterThan(primaries.Count * 9 / 10);
    }

    [Fact]
    public void Rebalance_WithoutMembers_LeavesEverySlotUnowned() =>
        PlacementPlanner.Rebalance(HashRing.Build(Array.Empty<RingMember>()), Placement.Empty, 2).Target.Slots.ShouldAllBe(s => s.Primary == null);

    [Fact]
    public void Fill_FromNothing_IsBalanced()
    {
        var ring = HashRing.Build([Node("a"), Node("b", 3)]);

        var target = PlacementPlanner.Fill(ring, Placement.Empty, 1).Target;

        PlacementLaws.Count(target, ring).Primaries.ShouldBe([SlotId.SlotCount / 4, SlotId.SlotCount * 3 / 4]);
    }

    [Fact]
    public void Fill_AfterANodeIsGone_MovesNoSlotThatHasAnOwner()
    {
        var start = PlacementPlanner.Rebalance(HashRing.Build(Four), Placement.Empty, 1).Target;

        var plan = PlacementPlanner.Fill(HashRing.Build([Four[0], Four[1], Four[2], Node("new")]), start, 1);

        plan.Moves.ShouldAllBe(m => m.From == null && m.To != null);
        plan.Moves.Length.ShouldBe(Slots.Count(s => start[s].Primary == Four[3].Id));
        plan.Moves.ShouldAllBe(m => m.To == new NodeId("new"), "the new node is the one furthest under its share");
    }

    [Fact]
    public void Fill_SlotsWithALivingReplica_PromotesIt()
    {
        var start = PlacementPlanner.Rebalance(HashRing.Build(Four), Placement.Empty, 2).Target;

        var plan = PlacementPlanner.Fill(HashRing.Build([Four[1], Four[2], Four[3], Node("new")]), start, 2);

        plan.Moves.Where(m => m.Role == MoveRole.Primary).ShouldAllBe(m => !m.CopiesData);
        Slots.ShouldAllBe(s => plan[s].All.Length == 2);
        Slots.ShouldAllBe(s => start[s].All.All(h => h == Four[0].Id || plan[s].Holds(h)));
    }

    [Fact]
    public void Of_ATopology_LeavesOutRunsThatDoNotCount()
    {
        var (dead, alive) = (Run("a", 1), Run("a", 2));
        var slots = Enumerable.Range(0, SlotId.SlotCount).Select(s => new SlotAssignment(new Epoch(1), [new(s % 2, CopyRole.Primary)]));
        var topology = new ClusterTopology("cluster", new Epoch(1), 160, [dead, alive], [.. slots]);

        var placement = Placement.Of(topology, key => key == alive.Key);

        placement[new SlotId(0)].Primary.ShouldBeNull();
        placement[new SlotId(1)].Primary.ShouldBe(alive.Id);
    }

    private static IEnumerable<SlotId> Slots => Enumerable.Range(0, SlotId.SlotCount).Select(s => new SlotId(s));

    private static RingMember Node(string id, int weight = 1) => new(new NodeId(id), weight);

    private static Member Run(string id, ulong incarnation) => new(new NodeId(id), new Incarnation(incarnation), "host", 7001, 3001);
}
