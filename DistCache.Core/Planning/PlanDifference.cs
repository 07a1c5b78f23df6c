using System.Collections.Immutable;
using DistCache.Core.Hashing;
using DistCache.Core.Ring;
using DistCache.Core.Topology;

namespace DistCache.Core.Planning;

/// <summary>Lists what changes between two placements.</summary>
internal static class PlanDifference
{
    public static PlacementPlan Between(Placement current, Placement target, HashRing ring)
    {
        var living = ring.Members.Select(m => m.Id).ToHashSet();
        var moves = ImmutableArray.CreateBuilder<SlotMove>();
        for (var slot = 0; slot < SlotId.SlotCount; slot++)
        {
            var (before, after) = (current.Slots[slot], target.Slots[slot]);
            if (!before.Equals(after))
            {
                AddMoves(new SlotId(slot), before, after, living, moves);
            }
        }

        return new(target, moves.ToImmutable());
    }

    /// <summary>Places given up and places taken are paired, so that each copy sent names the place it fills.</summary>
    private static void AddMoves(
        SlotId slot, SlotHolders before, SlotHolders after, HashSet<NodeId> living, ImmutableArray<SlotMove>.Builder moves)
    {
        Queue<NodeId> left = new(before.All.Where(n => living.Contains(n) && !after.Holds(n)));
        if (before.Primary != after.Primary)
        {
            NodeId? from = before.Primary is { } former && living.Contains(former) ? former : null;
            var copiesData = after.Primary is { } next && !before.Holds(next);
            moves.Add(new(slot, MoveRole.Primary, from, after.Primary, copiesData));
            if (copiesData && from is not null && left.TryPeek(out var first) && first == from)
            {
                left.Dequeue();
            }
        }

        foreach (var added in after.Replicas.Where(n => !before.Holds(n)))
        {
            moves.Add(new(slot, MoveRole.Replica, left.TryDequeue(out var gone) ? gone : null, added, true));
        }

        foreach (var gone in left)
        {
            moves.Add(new(slot, MoveRole.Replica, gone, null, false));
        }
    }
}
