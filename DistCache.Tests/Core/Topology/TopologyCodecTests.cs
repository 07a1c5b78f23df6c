using System.Collections.Immutable;
using DistCache.Core.Hashing;
using DistCache.Core.Topology;

namespace DistCache.Tests.Core.Topology;

public sealed class TopologyCodecTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300)]
    public void Decode_OfEncoded_IsTheSameTopology(int memberCount)
    {
        var topology = Sample(memberCount, seed: memberCount);

        var copy = TopologyCodec.Decode(TopologyCodec.Encode(topology));

        copy.ClusterId.ShouldBe(topology.ClusterId);
        copy.Epoch.ShouldBe(topology.Epoch);
        copy.VirtualNodes.ShouldBe(topology.VirtualNodes);
        copy.Members.ShouldBe(topology.Members);
        copy.Slots.ShouldBe(topology.Slots);
    }

    [Fact]
    public void Decode_AnyTruncation_SaysSo()
    {
        var bytes = TopologyCodec.Encode(Sample(3, seed: 1));
        for (var length = 0; length < bytes.Length; length += Math.Max(1, length / 64))
        {
            Should.Throw<InvalidDataException>(() => TopologyCodec.Decode(bytes.AsSpan(0, length)));
        }
    }

    [Fact]
    public void Decode_AnyFlippedByte_SaysSo()
    {
        var bytes = TopologyCodec.Encode(Sample(3, seed: 2));
        for (var i = 0; i < bytes.Length; i += 1 + (i / 64))
        {
            bytes[i] ^= 0x55;
            Should.Throw<InvalidDataException>(() => TopologyCodec.Decode(bytes));
            bytes[i] ^= 0x55;
        }
    }

    [Fact]
    public void Encode_ThreeHundredMembersThreeCopies_FitsACoordinatorDocument() =>
        TopologyCodec.Encode(Sample(300, seed: 3)).Length.ShouldBeLessThan(DistCache.Core.Coordination.ICoordinator.ContentBytesMax / 2);

    private static ClusterTopology Sample(int memberCount, int seed)
    {
        var random = new Random(seed);
        var members = Enumerable.Range(0, memberCount)
            .Select(i => new Member(new NodeId($"node-{i}"), new Incarnation((ulong)random.NextInt64()), $"10.0.0.{i}", 7001 + i, 3001 + i, 1 + (i % 9), i % 2 == 0 ? "" : "zone-ü"))
            .ToImmutableArray();
        var slots = Enumerable.Range(0, SlotId.SlotCount).Select(_ => Assignment(random, memberCount)).ToImmutableArray();
        return new ClusterTopology("cluster-1", new Epoch(77), 160, members, slots);
    }

    private static SlotAssignment Assignment(Random random, int memberCount)
    {
        var holders = Enumerable.Range(0, Math.Min(3, memberCount)).Select(_ => random.Next(memberCount)).Distinct();
        return new SlotAssignment(
            new Epoch((ulong)random.Next(5)),
            [.. holders.Select((holder, place) => new SlotCopy(holder, place == 0 ? CopyRole.Primary : CopyRole.InSync))]);
    }
}
