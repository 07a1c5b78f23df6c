using DistCache.Core.Hashing;
using DistCache.Core.Topology;

namespace DistCache.Node.Routing;

/// <summary>Slots in a row that have one primary.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Last">The last of them.</param>
/// <param name="Primary">Who serves them.</param>
public readonly record struct SlotRange(int First, int Last, Member Primary)
{
    /// <summary>All served slots, in order.</summary>
    public static List<SlotRange> AllOf(ClusterTopology topology)
    {
        var ranges = new List<SlotRange>();
        for (var first = 0; first < SlotId.SlotCount;)
        {
            var primary = topology.PrimaryOf(new SlotId(first));
            var last = first;
            while (last + 1 < SlotId.SlotCount && ReferenceEquals(topology.PrimaryOf(new SlotId(last + 1)), primary))
            {
                last++;
            }

            if (primary is not null)
            {
                ranges.Add(new SlotRange(first, last, primary));
            }

            first = last + 1;
        }

        return ranges;
    }

    public override string ToString() => First == Last ? $"{First}" : $"{First}-{Last}";
}
