using System.Collections.Immutable;
using DistCache.Core.Hashing;

namespace DistCache.Core.Topology;

/// <summary>Who the members are and where the copies of every slot are, at one epoch. Immutable.</summary>
/// <remarks>
/// The leader alone makes the next one and publishes it whole through the coordinator; everyone else replaces what they hold only
/// by one of a later epoch. Members are runs of nodes: a slot whose primary has died keeps naming the dead run until the leader
/// decides otherwise, and two runs of the same node may be listed at once.
/// </remarks>
public sealed class ClusterTopology
{
    private static readonly ImmutableArray<SlotAssignment> Unowned = [.. Enumerable.Repeat(SlotAssignment.None, SlotId.SlotCount)];

    private readonly int[] _primaries;
    private readonly Dictionary<MemberKey, int> _indexes;

    /// <param name="clusterId">Names the cluster for good; a topology of another cluster is never taken.</param>
    /// <param name="epoch">Version of the whole.</param>
    /// <param name="virtualNodes">Virtual nodes on the ring for each unit of a member's weight.</param>
    /// <param name="members">The members that slots refer to by index, without two of the same key.</param>
    /// <param name="slots">One assignment for each slot.</param>
    /// <exception cref="ArgumentException">A slot is missing, a copy names no member, a member holds a slot twice, or two members share a key.</exception>
    public ClusterTopology(string clusterId, Epoch epoch, int virtualNodes, ImmutableArray<Member> members, ImmutableArray<SlotAssignment> slots)
    {
        ArgumentException.ThrowIfNullOrEmpty(clusterId);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(virtualNodes);
        if (slots.Length != SlotId.SlotCount)
        {
            throw new ArgumentException($"{slots.Length} slots were given, {SlotId.SlotCount} are needed.", nameof(slots));
        }

        ClusterId = clusterId;
        Epoch = epoch;
        VirtualNodes = virtualNodes;
        Members = members;
        Slots = slots;
        _indexes = IndexByKey(members);
        _primaries = new int[SlotId.SlotCount];
        for (var slot = 0; slot < slots.Length; slot++)
        {
            CheckCopies(slot, slots[slot], members.Length);
            _primaries[slot] = slots[slot].PrimaryIndex;
        }
    }

    public string ClusterId { get; }

    public Epoch Epoch { get; }

    /// <summary>Virtual nodes on the ring for each unit of a member's weight.</summary>
    public int VirtualNodes { get; }

    public ImmutableArray<Member> Members { get; }

    /// <summary>One assignment for each slot, by its number.</summary>
    public ImmutableArray<SlotAssignment> Slots { get; }

    public SlotAssignment this[SlotId slot] => Slots[slot.Value];

    /// <summary>The topology of a cluster that has not formed: epoch 0, no members, no slot owned.</summary>
    public static ClusterTopology Empty(string clusterId, int virtualNodes) =>
        new(clusterId, Epoch.None, virtualNodes, [], Unowned);

    /// <summary>The member that accepts reads and writes of a slot, or null where none does.</summary>
    public Member? PrimaryOf(SlotId slot)
    {
        var index = _primaries[slot.Value];
        return index < 0 ? null : Members[index];
    }

    /// <summary>Index into <see cref="Members"/>, or -1.</summary>
    public int IndexOf(MemberKey key) => _indexes.GetValueOrDefault(key, -1);

    /// <summary>Whether this run of this node is the slot's primary.</summary>
    public bool IsPrimary(SlotId slot, MemberKey key)
    {
        var index = _primaries[slot.Value];
        return index >= 0 && Members[index].Key == key;
    }

    /// <summary>How many slots each member is the primary of, by its index in <see cref="Members"/>.</summary>
    public int[] CountPrimaries()
    {
        var counts = new int[Members.Length];
        foreach (var index in _primaries)
        {
            if (index >= 0)
            {
                counts[index]++;
            }
        }

        return counts;
    }

    private static Dictionary<MemberKey, int> IndexByKey(ImmutableArray<Member> members)
    {
        var indexes = new Dictionary<MemberKey, int>(members.Length);
        for (var i = 0; i < members.Length; i++)
        {
            if (!indexes.TryAdd(members[i].Key, i))
            {
                throw new ArgumentException($"Member {members[i].Key} is listed twice.", nameof(members));
            }
        }

        return indexes;
    }

    private static void CheckCopies(int slot, SlotAssignment assignment, int memberCount)
    {
        var copies = assignment.Copies;
        for (var i = 0; i < copies.Length; i++)
        {
            if (copies[i].MemberIndex < 0 || copies[i].MemberIndex >= memberCount)
            {
                throw new ArgumentException($"Slot {slot} names member {copies[i].MemberIndex} of {memberCount}.");
            }

            if (i > 0 && copies[i].Role == CopyRole.Primary)
            {
                throw new ArgumentException($"Slot {slot} has a primary that does not stand first.");
            }

            for (var j = 0; j < i; j++)
            {
                if (copies[j].MemberIndex == copies[i].MemberIndex)
                {
                    throw new ArgumentException($"Slot {slot} has two copies at member {copies[i].MemberIndex}.");
                }
            }
        }
    }
}
