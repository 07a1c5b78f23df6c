using DistCache.Core.Hashing;
using DistCache.Core.Ring;

namespace DistCache.Core.Planning;

/// <summary>Moves replicas from nodes over their quota of copies to nodes under theirs, slot by slot, until none is over.</summary>
/// <remarks>
/// Most surplus goes straight to a node under quota. Where zones forbid that, it goes along the shortest chain of nodes, each of
/// which takes one slot and passes on another (an augmenting path: a matroid intersection of the slots' zone rules with the quotas).
/// A chain exists as long as a node is over: quotas are shares rounded within a fractional placement that satisfies every slot, and
/// whichever primaries are fixed beforehand leave the rest of that placement possible.
/// </remarks>
internal sealed class ReplicaExchange
{
    private readonly HashRing _ring;
    private readonly CopyTable _table;
    private readonly ZoneRules _zones;
    private readonly int[] _room;

    public ReplicaExchange(HashRing ring, CopyTable table, ZoneRules zones, int[] quotas)
    {
        _ring = ring;
        _table = table;
        _zones = zones;
        _room = [.. quotas.Select((quota, node) => quota - table.CopyCounts[node])];
    }

    public void Run()
    {
        if (_room.Any(r => r < 0))
        {
            MoveStraight();
        }

        if (_room.Any(r => r < 0))
        {
            MoveAlongChains();
        }
    }

    /// <summary>The slots first that stand nearest on the ring to a node that can take them.</summary>
    private void MoveStraight()
    {
        var cursor = new RingCursor(_ring, _room);
        var queue = new SlotQueue();
        for (var slot = 0; slot < SlotId.SlotCount; slot++)
        {
            if (FindMove(slot, cursor) is { } move)
            {
                queue.Add(slot, cursor.Distance(slot, move.Token));
            }
        }

        foreach (var slot in queue.ToOrder())
        {
            while (FindMove(slot, cursor) is { } move)
            {
                var to = cursor.OwnerOf(move.Token);
                Move(slot, move.From, to);
                if (_room[to] <= 0)
                {
                    cursor.Close(to);
                }
            }
        }
    }

    /// <summary>The first node clockwise of the slot that can stand for one of its replicas that is over quota.</summary>
    private (int From, int Token)? FindMove(int slot, RingCursor cursor)
    {
        if (!HasReplicaOver(slot))
        {
            return null;
        }

        for (var token = cursor.Start(slot); token >= 0; token = cursor.Next(token))
        {
            foreach (var replica in _table.Replicas(slot))
            {
                if (_room[replica] < 0 && CanTake(slot, replica, cursor.OwnerOf(token)))
                {
                    return (replica, token);
                }
            }
        }

        return null;
    }

    private bool HasReplicaOver(int slot)
    {
        foreach (var replica in _table.Replicas(slot))
        {
            if (_room[replica] < 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Once a chain is found, as much goes along its nodes as they can pass on: moves along a shortest chain never make a shorter one
    /// possible, so it stays a shortest one.
    /// </summary>
    private void MoveAlongChains()
    {
        var search = new ChainSearch(_table, CanTake, _room.Length);
        for (var node = 0; node < _room.Length; node++)
        {
            while (_room[node] < 0 && search.Find(node, _room) is { } chain)
            {
                do
                {
                    foreach (var (slot, from, to) in chain)
                    {
                        Move(slot, from, to);
                        search.Note(slot);
                    }
                }
                while (_room[node] < 0 && search.Renew(chain, _room));
            }
        }
    }

    private bool CanTake(int slot, int from, int to) => !_table.Holds(slot, to) && _zones.CanReplace(_table.Holders(slot), from, to);

    private void Move(int slot, int from, int to)
    {
        _table.ReplaceReplica(slot, from, to);
        _room[from]++;
        _room[to]--;
    }
}
