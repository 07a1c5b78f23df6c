using DistCache.Core.Hashing;
using DistCache.Core.Ring;
using DistCache.Core.Topology;

namespace DistCache.Tests.Core.Ring;

public sealed class HashRingTests
{
    private static readonly RingMember[] Three = [Node("node-1"), Node("node-2"), Node("node-3")];

    /// <summary>A change of any of these moves the places of every node of every running cluster.</summary>
    [Theory]
    [InlineData("node-1", 0, 9598893470543336400UL)]
    [InlineData("node-1", 159, 8459589642723481187UL)]
    [InlineData("A.b_c-9", 7, 14704791786333328636UL)]
    public void OfToken_KnownNodes_IsPinned(string node, int number, ulong expected) =>
        RingHash.OfToken(new NodeId(node), number).ShouldBe(expected);

    [Theory]
    [InlineData(0, 16745761692019274306UL)]
    [InlineData(SlotId.SlotCount - 1, 12047138010755050609UL)]
    public void OfSlot_KnownSlots_IsPinned(int slot, ulong expected) => RingHash.OfSlot(new SlotId(slot)).ShouldBe(expected);

    [Fact]
    public void Tokens_OfWeightedMembers_AreSortedAndInProportion()
    {
        var tokens = HashRing.Build([Node("a"), Node("b", 3)], virtualNodes: 10).Tokens.ToList();

        tokens.Select(t => t.Position).ShouldBeInOrder();
        tokens.Count(t => t.Owner.Value == "a").ShouldBe(10);
        tokens.Count(t => t.Owner.Value == "b").ShouldBe(30);
    }

    [Fact]
    public void Tokens_BeyondTheLimit_AreFewerForEveryUnitOfWeight()
    {
        var ring = HashRing.Build(Enumerable.Range(0, 200).Select(i => Node($"n{i}", Member.WeightMax)));

        ring.TokenCount.ShouldBe(200 * Member.WeightMax * (HashRing.TokenCountMax / (200 * Member.WeightMax)));
    }

    [Fact]
    public void Build_MembersInAnotherOrder_IsTheSameRing() =>
        HashRing.Build(Three.Reverse()).Tokens.ShouldBe(HashRing.Build(Three).Tokens);

    [Fact]
    public void Build_OneNodeMore_LeavesTheTokensOfTheOthers()
    {
        var more = HashRing.Build([.. Three, Node("node-4")]);

        more.Tokens.Where(t => t.Owner.Value != "node-4").ShouldBe(HashRing.Build(Three).Tokens);
    }

    [Fact]
    public void PreferenceOrder_WithoutZones_IsEachNodeOnceFromTheFirstClockwise()
    {
        var ring = HashRing.Build(Three);
        foreach (var slot in Enumerable.Range(0, 500).Select(s => new SlotId(s * 31)))
        {
            var order = ring.PreferenceOrder(slot).ToList();

            order.ShouldBe(Three.Select(m => m.Id), ignoreOrder: true);
            order[0].ShouldBe(ring.Tokens.Where(t => t.Position >= RingHash.OfSlot(slot)).Concat(ring.Tokens).First().Owner);
        }
    }

    [Fact]
    public void PreferenceOrder_WithZones_TakesZonesNotSeenYetFirst()
    {
        var zones = Enumerable.Range(0, 12).ToDictionary(i => new NodeId($"n{i}"), i => $"z{i % 4}");
        var ring = HashRing.Build(zones.Select(z => new RingMember(z.Key, 1, z.Value)));
        foreach (var slot in Enumerable.Range(0, 500).Select(s => new SlotId(s * 31)))
        {
            var order = ring.PreferenceOrder(slot).ToList();

            order.ShouldBe(zones.Keys, ignoreOrder: true);
            order.Take(4).Select(id => zones[id]).Distinct().Count().ShouldBe(4, $"slot {slot}");
        }
    }

    [Fact]
    public void Build_OfAMemberTwiceOrWithoutWeight_Throws()
    {
        Should.Throw<ArgumentException>(() => HashRing.Build([Node("a"), Node("a")]));
        Should.Throw<ArgumentException>(() => HashRing.Build([Node("a", 0)]));
    }

    private static RingMember Node(string id, int weight = 1) => new(new NodeId(id), weight);
}
