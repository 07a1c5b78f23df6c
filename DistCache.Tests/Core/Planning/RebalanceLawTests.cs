using DistCache.Core.Planning;
using DistCache.Core.Ring;

namespace DistCache.Tests.Core.Planning;

public sealed class RebalanceLawTests
{
    private const int FormedClusters = 1600 / Thinning;
    private const int ChangedClusters = 450 / Thinning;
    private const int SequenceClusters = 36 / Thinning;
    private const int LargeClusters = 12;
    private const int SequenceSteps = 12;

    /// <summary>Unoptimised code takes four times as long for a plan, so a debug build draws a part of the clusters.</summary>
#if DEBUG
    private const int Thinning = 3;
#else
    private const int Thinning = 1;
#endif

    /// <summary>First seed, number of clusters, fewest and most nodes: mostly small clusters, where shares and zones are tightest.</summary>
    public static TheoryData<int, int, int, int> Formed => new()
    {
        { 0, FormedClusters, 1, 20 },
        { 100_000, LargeClusters, 100, 500 },
    };

    /// <inheritdoc cref="Formed"/>
    public static TheoryData<int, int, int, int> Changed => new()
    {
        { 200_000, ChangedClusters, 1, 20 },
        { 300_000, LargeClusters, 100, 500 },
    };

    [Theory]
    [MemberData(nameof(Formed))]
    public void Rebalance_FromNothing_KeepsBalanceAndSpread(int firstSeed, int count, int sizeMin, int sizeMax)
    {
        foreach (var drawn in Draw(firstSeed, count))
        {
            var ring = Ring(drawn.Draw(sizeMin, sizeMax));

            var target = PlacementPlanner.Rebalance(ring, Placement.Empty, drawn.Copies).Target;

            target.ShouldBeBalanced(ring, drawn);
            target.ShouldBeSpread(ring, drawn);
        }
    }

    [Theory]
    [MemberData(nameof(Changed))]
    public void Rebalance_OneNodeJoinsAndLeaves_MovesAtMostItsShareAndOneSlotANode(int firstSeed, int count, int sizeMin, int sizeMax)
    {
        foreach (var drawn in Draw(firstSeed, count))
        {
            var nodes = drawn.Draw(sizeMin, sizeMax);
            var joining = drawn.NewNode();
            var (smaller, larger) = (Ring(nodes), Ring([.. nodes, joining]));
            var start = PlacementPlanner.Rebalance(smaller, Placement.Empty, drawn.Copies).Target;

            var join = PlacementPlanner.Rebalance(larger, start, drawn.Copies);
            var leave = PlacementPlanner.Rebalance(smaller, join.Target, drawn.Copies);

            join.ShouldMovePrimariesWithin(larger, joining, drawn);
            leave.ShouldMovePrimariesWithin(larger, joining, drawn);
            join.Target.ShouldBeBalanced(larger, drawn);
            leave.Target.ShouldBeBalanced(smaller, drawn);
            join.Target.ShouldBeSpread(larger, drawn);
            leave.Target.ShouldBeSpread(smaller, drawn);
            join.ShouldSendCopiesWithin(larger, joining, drawn);
            leave.ShouldSendCopiesWithin(larger, joining, drawn);
        }
    }

    [Fact]
    public void Rebalance_AnySequenceOfJoinsAndLeaves_KeepsTheLawsAtEveryStep()
    {
        foreach (var drawn in Draw(firstSeed: 400_000, SequenceClusters))
        {
            var nodes = drawn.Draw(2, 12);
            var placement = PlacementPlanner.Rebalance(Ring(nodes), Placement.Empty, drawn.Copies).Target;
            for (var step = 0; step < SequenceSteps; step++)
            {
                var isLeaving = nodes.Count > 2 && drawn.Next(2) == 0;
                var changing = isLeaving ? nodes[drawn.Next(nodes.Count)] : drawn.NewNode();
                var with = Ring(isLeaving ? nodes : [.. nodes, changing]);
                nodes = isLeaving ? [.. nodes.Where(n => n != changing)] : [.. nodes, changing];

                var ring = Ring(nodes);

                var plan = PlacementPlanner.Rebalance(ring, placement, drawn.Copies);

                plan.Target.ShouldBeBalanced(ring, drawn);
                plan.Target.ShouldBeSpread(ring, drawn);
                plan.ShouldMovePrimariesWithin(with, changing, drawn);
                plan.ShouldSendCopiesWithin(with, changing, drawn);
                placement = plan.Target;
            }
        }
    }

    private static HashRing Ring(IEnumerable<RingMember> nodes) => HashRing.Build(nodes, RandomClusters.VirtualNodes);

    private static IEnumerable<RandomClusters> Draw(int firstSeed, int count) =>
        Enumerable.Range(firstSeed, count).Select(seed => new RandomClusters(seed));
}
