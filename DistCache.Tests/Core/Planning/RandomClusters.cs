using DistCache.Core.Ring;
using DistCache.Core.Topology;

namespace DistCache.Tests.Core.Planning;

/// <summary>Clusters drawn by seed: sizes mostly small, weights equal or 1 to 100, nodes in 1 to 8 zones or in none.</summary>
internal sealed class RandomClusters(int seed)
{
    /// <summary>The planner's laws hold for any ring; a sparse one keeps thousands of plans quick.</summary>
    public const int VirtualNodes = 4;

    private readonly Random _random = new(seed);
    private int _created;

    public int Seed => seed;

    public int Copies { get; init; } = 1 + (seed % 3);

    public List<RingMember> Draw(int sizeMin, int sizeMax)
    {
        var size = _random.Next(sizeMin, sizeMax + 1);
        ZoneCount = _random.Next(0, 9);
        IsWeighted = _random.Next(2) == 0;
        return [.. Enumerable.Range(0, size).Select(_ => NewNode())];
    }

    public int ZoneCount { get; private set; }

    public bool IsWeighted { get; private set; }

    public RingMember NewNode() => new(
        new NodeId($"node-{seed}-{_created++}"),
        IsWeighted ? _random.Next(1, Member.WeightMax + 1) : 1,
        ZoneCount == 0 ? "" : $"zone-{_random.Next(ZoneCount)}");

    public int Next(int max) => _random.Next(max);

    public override string ToString() => $"seed {seed}: {Copies} copies, {ZoneCount} zones, {(IsWeighted ? "weights 1 to 100" : "equal weights")}";
}
