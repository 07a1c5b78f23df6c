using DistCache.Core.Hashing;
using DistCache.Core.Ring;

namespace DistCache.Core.Planning;

/// <summary>Gives every slot a primary, so that each node ends with its quota of them and as few slots as possible change hands.</summary>
/// <remarks>
/// A slot keeps its primary while that is within its quota. A slot that needs another one gets a replica of its own where one has
/// room (no data moves), else the first node clockwise that has.
/// </remarks>
internal sealed class PrimaryPlacing
{
    private readonly HashRing _ring;
    private readonly CopyTable _table;
    private readonly int[] _room;

    public PrimaryPlacing(HashRing ring, CopyTable table, int[] quotas)
    {
        _ring = ring;
        _table = table;
        _room = [.. quotas.Select((quota, node) => quota - table.PrimaryCounts[node])];
    }

    /// <summary>Promotes a replica of each slot that has no primary but replicas.</summary>
    /// <param name="beyondQuota">Whether a replica is promoted even where none has room.</param>
    public void PromoteReplicas(bool beyondQuota)
    {
        for (var slot = 0; slot < SlotId.SlotCount; slot++)
        {
            if (_table.Primary(slot) < 0 && RoomiestReplica(slot) is var replica and >= 0 && (beyondQuota || _room[replica] > 0))
            {
                Give(slot, replica);
            }
        }
    }

    /// <summary>Moves primaries from nodes over their quota to replicas of the same slots that are under theirs.</summary>
    public void HandOverToReplicas()
    {
        for (var slot = 0; slot < SlotId.SlotCount; slot++)
        {
            if (IsOver(slot) && RoomiestReplica(slot) is var replica and >= 0 && _room[replica] > 0)
            {
                Give(slot, replica);
            }
        }
    }

    /// <summary>
    /// Places the slots that have no primary: first those whose first node of the ring has room, then the others, each at the
    /// first one clockwise that has.
    /// </summary>
    public void PlaceOrphans()
    {
        for (var slot = 0; slot < SlotId.SlotCount; slot++)
        {
            var first = _ring.Owners[_ring.FirstTokenOf(new SlotId(slot))];
            if (_table.Primary(slot) < 0 && _room[first] > 0)
            {
                Give(slot, first);
            }
        }

        var cursor = new RingCursor(_ring, _room);
        for (var slot = 0; slot < SlotId.SlotCount; slot++)
        {
            if (_table.Primary(slot) < 0)
            {
                GiveToFirstOpen(slot, cursor);
            }
        }
    }

    /// <summary>Moves what is still over quota to nodes under theirs, the slots first that stand nearest to such a node on the ring.</summary>
    /// <param name="zones">What holders a slot may have.</param>
    /// <param name="copyQuotas">
    /// Copies that each node should hold. Slots go first in which the new primary fills the place of a holder that is over its quota,
    /// so that its copy makes no other necessary.
    /// </param>
    public void MoveSurplus(ZoneRules zones, int[] copyQuotas)
    {
        if (!_room.Any(room => room < 0))
        {
            return;
        }

        var cursor = new RingCursor(_ring, _room);
        var queue = new SlotQueue();
        for (var slot = 0; slot < SlotId.SlotCount; slot++)
        {
            if (IsOver(slot) && cursor.FirstOf(slot) is var token and >= 0)
            {
                queue.Add(slot, cursor.Distance(slot, token));
            }
        }

        var candidates = queue.ToOrder();
        foreach (var slot in candidates)
        {
            if (IsOver(slot) && _table.Holders(slot).Length >= zones.Copies && cursor.FirstOf(slot) is var token and >= 0
                && HolderToReplace(slot, cursor.OwnerOf(token), zones, copyQuotas) is var holder and >= 0)
            {
                GiveToFirstOpen(slot, cursor);
                _table.RemoveReplica(slot, holder);
            }
        }

        foreach (var slot in candidates)
        {
            if (IsOver(slot))
            {
                GiveToFirstOpen(slot, cursor);
            }
        }
    }

    /// <summary>The holder most over its quota of copies whose place <paramref name="node"/> can take; -1 where there is none.</summary>
    private int HolderToReplace(int slot, int node, ZoneRules zones, int[] copyQuotas)
    {
        var best = -1;
        var bestSurplus = 0;
        foreach (var holder in _table.Holders(slot))
        {
            var surplus = _table.CopyCounts[holder] - copyQuotas[holder];
            if (surplus > bestSurplus && zones.CanReplace(_table.Holders(slot), holder, node))
            {
                (best, bestSurplus) = (holder, surplus);
            }
        }

        return best;
    }

    private bool IsOver(int slot) => _table.Primary(slot) is var primary and >= 0 && _room[primary] < 0;

    private void GiveToFirstOpen(int slot, RingCursor cursor)
    {
        if (cursor.FirstOf(slot) is var token and >= 0)
        {
            var node = cursor.OwnerOf(token);
            Give(slot, node);
            if (_room[node] <= 0)
            {
                cursor.Close(node);
            }
        }
    }

    private void Give(int slot, int node)
    {
        if (_table.Primary(slot) is var former and >= 0)
        {
            _room[former]++;
        }

        _table.SetPrimary(slot, node);
        _room[node]--;
    }

    private int RoomiestReplica(int slot)
    {
        var best = -1;
        foreach (var replica in _table.Replicas(slot))
        {
            if (best < 0 || _room[replica] > _room[best])
            {
                best = replica;
            }
        }

        return best;
    }
}
