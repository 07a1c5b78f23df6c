using System.Collections.Immutable;
using DistCache.Core.Hashing;
using DistCache.Core.Ring;
using DistCache.Core.Topology;

namespace DistCache.Core.Planning;

/// <summary>Lists what changes between two placements.</summary>
internal sealed class PlanDifference
{
    private readonly HashSet<string> _living;
    private readonly Queue<NodeId> _left = [];
    private readonly ImmutableArray<SlotMove>.Builder _moves = ImmutableArray.CreateBuilder<SlotMove>(SlotId.SlotCount);

    private PlanDifference(HashRing ring) => _living = new(ring.Members.Select(m => m.Id.Value), StringComparer.Ordinal);

    public static ImmutableArray<SlotMove> Between(Placement current, Placement target, HashRing ring)
    {
        var difference = new PlanDifference(ring);
        for (var slot = 0; slot < SlotId.SlotCount; slot++)
        {
            var (before, after) = (current.Slots[slot], target.Slots[slot]);
            if (!before.Equals(after))
            {
                difference.AddMoves(new SlotId(slot), before, after);
            }
        }

        return difference._moves.DrainToImmutable();
    }

    /// <summary>Places given up and places taken are paired, so that each copy sent names the place it fills.</summary>
    private void AddMoves(SlotId slot, SlotHolders before, SlotHolders after)
    {
        FindLeft(before, after);
        if (before.Primary != after.Primary)
        {
            NodeId? from = before.Primary is { } former && _living.Contains(former.Value) ? former : null;
            var copiesData = after.Primary is { } next && !before.Holds(next);
            _moves.Add(new(slot, MoveRole.Primary, from, after.Primary, copiesData));
            if (copiesData && from is not null && _left.TryPeek(out var first) && first == from)
            {
                _left.Dequeue();
            }
        }

        foreach (var added in after.Replicas)
        {
            if (!before.Holds(added))
            {
                _moves.Add(new(slot, MoveRole.Replica, _left.TryDequeue(out var gone) ? gone : null, added, true));
            }
        }

        while (_left.TryDequeue(out var gone))
        {
            _moves.Add(new(slot, MoveRole.Replica, gone, null, false));
        }
    }

    /// <summary>Living holders that hold the slot no more, the primary first.</summary>
    private void FindLeft(SlotHolders before, SlotHolders after)
    {
        if (before.Primary is { } primary)
        {
            AddIfLeft(primary, after);
        }

        foreach (var replica in before.Replicas)
        {
            AddIfLeft(replica, after);
        }
    }

    private void AddIfLeft(NodeId holder, SlotHolders after)
    {
        if (!after.Holds(holder) && _living.Contains(holder.Value))
        {
            _left.Enqueue(holder);
        }
    }
}
