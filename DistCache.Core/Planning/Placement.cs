using System.Collections.Immutable;
using DistCache.Core.Hashing;
using DistCache.Core.Topology;

namespace DistCache.Core.Planning;

/// <summary>Which nodes hold which slot. Unlike a topology it knows no runs, epochs or roles of copies.</summary>
public sealed class Placement
{
    /// <summary>Nobody holds anything.</summary>
    public static readonly Placement Empty = new([.. Enumerable.Repeat(SlotHolders.None, SlotId.SlotCount)]);

    /// <exception cref="ArgumentException"><paramref name="slots"/> is not one entry for each slot.</exception>
    public Placement(ImmutableArray<SlotHolders> slots)
    {
        if (slots.Length != SlotId.SlotCount)
        {
            throw new ArgumentException($"{slots.Length} slots were given, {SlotId.SlotCount} are needed.", nameof(slots));
        }

        Slots = slots;
    }

    /// <summary>One entry for each slot, by its number.</summary>
    public ImmutableArray<SlotHolders> Slots { get; }

    public SlotHolders this[SlotId slot] => Slots[slot.Value];

    /// <summary>The placement that a topology describes, as far as it can be built upon.</summary>
    /// <param name="topology">The topology.</param>
    /// <param name="counts">Whether the copies of this run of a node count; those of a dead run, whose memory is gone, do not.</param>
    public static Placement Of(ClusterTopology topology, Predicate<MemberKey> counts)
    {
        var isCounted = topology.Members.Select(m => counts(m.Key)).ToArray();
        var slots = ImmutableArray.CreateBuilder<SlotHolders>(SlotId.SlotCount);
        List<NodeId> replicas = [];
        foreach (var assignment in topology.Slots)
        {
            var primaryIndex = assignment.PrimaryIndex;
            NodeId? primary = primaryIndex >= 0 && isCounted[primaryIndex] ? topology.Members[primaryIndex].Id : null;
            replicas.Clear();
            foreach (var copy in assignment.Copies)
            {
                var id = topology.Members[copy.MemberIndex].Id;
                if (copy.MemberIndex != primaryIndex && isCounted[copy.MemberIndex] && id != primary && !replicas.Contains(id))
                {
                    replicas.Add(id);
                }
            }

            slots.Add(new(primary, [.. replicas]));
        }

        return new(slots.MoveToImmutable());
    }
}
