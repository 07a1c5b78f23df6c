using System.Collections.Immutable;
using System.Runtime.InteropServices;
using DistCache.Core.Hashing;
using DistCache.Core.Topology;

namespace DistCache.Core.Leading.Deciding;

/// <summary>The next topology while the rules work on it. Lives for one decision.</summary>
/// <remarks>
/// Members are only ever appended until <see cref="Build"/>, so indexes stay what they are in the current topology. However many rules
/// touch a slot, its epoch grows by one, and only when its copies are others than before.
/// </remarks>
public sealed class TopologyDraft(ClusterTopology current)
{
    private readonly List<Member> _members = [.. current.Members];
    private readonly HashSet<int> _dropped = [];
    private SlotAssignment[]? _slots;

    public bool IsChanged => _slots is not null || _dropped.Count > 0 || _members.Count > current.Members.Length;

    public IReadOnlyList<Member> Members => _members;

    /// <summary>Index of the member, appended where it is not listed.</summary>
    public int Require(Member member)
    {
        var index = _members.FindIndex(listed => listed.Key == member.Key);
        if (index < 0)
        {
            index = _members.Count;
            _members.Add(member);
        }

        return index;
    }

    public bool Lists(MemberKey key) => _members.Exists(member => member.Key == key);

    /// <summary>Gives the slots whose primary is one member to another, or to nobody.</summary>
    /// <returns>How many they are.</returns>
    public int Reassign(int from, int? to)
    {
        var slots = _slots ??= [.. current.Slots];
        var count = 0;
        var assignments = new AssignmentCache();
        for (var slot = 0; slot < slots.Length; slot++)
        {
            if (slots[slot].PrimaryIndex == from)
            {
                slots[slot] = assignments.Get(current.Slots[slot].Epoch.Next, to);
                count++;
            }
        }

        return count;
    }

    /// <summary>Whether no slot has a copy at the member.</summary>
    public bool HoldsNothing(int memberIndex)
    {
        foreach (var slot in _slots is null ? current.Slots.AsSpan() : _slots)
        {
            foreach (var copy in slot.Copies)
            {
                if (copy.MemberIndex == memberIndex)
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>Takes a member that holds nothing off the list.</summary>
    public void Drop(int memberIndex) => _dropped.Add(memberIndex);

    /// <summary>Whether a slot has no primary.</summary>
    /// <param name="holdings">Of the topology that the draft started from.</param>
    public bool HasOwnerless(SlotHoldings holdings) =>
        _slots is null ? holdings.Ownerless > 0 : Array.Exists(_slots, slot => slot.PrimaryIndex < 0);

    /// <summary>Gives each slot without a primary the one that <paramref name="primaryOf"/> names by its index, where it names one.</summary>
    /// <returns>How many found one.</returns>
    public int AssignOwnerless(Func<SlotId, int?> primaryOf)
    {
        var slots = _slots ??= [.. current.Slots];
        var count = 0;
        var assignments = new AssignmentCache();
        for (var slot = 0; slot < slots.Length; slot++)
        {
            if (slots[slot].PrimaryIndex < 0 && primaryOf(new SlotId(slot)) is { } index)
            {
                slots[slot] = assignments.Get(current.Slots[slot].Epoch.Next, index);
                count++;
            }
        }

        return count;
    }

    /// <summary>The draft so far, at the current epoch: for a planner to look at.</summary>
    public ClusterTopology ToTopology() =>
        new(current.ClusterId, current.Epoch, current.VirtualNodes, [.. _members], _slots is null ? current.Slots : [.. _slots]);

    /// <summary>The next topology, one epoch after the current one.</summary>
    public ClusterTopology Build()
    {
        var indexes = new int[_members.Count];
        var kept = ImmutableArray.CreateBuilder<Member>(_members.Count);
        for (var i = 0; i < indexes.Length; i++)
        {
            indexes[i] = kept.Count;
            if (!_dropped.Contains(i))
            {
                kept.Add(_members[i]);
            }
        }

        var slots = _slots is null && _dropped.Count == 0 ? current.Slots : BuildSlots(indexes);
        return new ClusterTopology(current.ClusterId, current.Epoch.Next, current.VirtualNodes, kept.ToImmutable(), slots);
    }

    private ImmutableArray<SlotAssignment> BuildSlots(int[] indexes)
    {
        var slots = new SlotAssignment[current.Slots.Length];
        var renumbered = new Dictionary<SlotAssignment, SlotAssignment>(ReferenceEqualityComparer.Instance);
        for (var slot = 0; slot < slots.Length; slot++)
        {
            var before = current.Slots[slot];
            var after = _slots is null || HaveSameCopies(before, _slots[slot]) ? before : _slots[slot];
            if (_dropped.Count == 0)
            {
                slots[slot] = after;
                continue;
            }

            if (!renumbered.TryGetValue(after, out var assignment))
            {
                assignment = after with { Copies = [.. after.Copies.Select(copy => copy with { MemberIndex = indexes[copy.MemberIndex] })] };
                renumbered.Add(after, assignment);
            }

            slots[slot] = assignment;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(slots);
    }

    private static bool HaveSameCopies(SlotAssignment one, SlotAssignment other) =>
        ReferenceEquals(one, other) || one.Copies.AsSpan().SequenceEqual(other.Copies.AsSpan());
}
