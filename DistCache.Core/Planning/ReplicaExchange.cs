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
    private const int StepsMax = 64;

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
        List<(ulong Distance, int Slot, int From)> candidates = [];
        for (var slot = 0; slot < SlotId.SlotCount; slot++)
        {
            foreach (var replica in _table.Replicas(slot))
            {
                if (_room[replica] < 0 && TargetToken(slot, replica, cursor) is var token and >= 0)
                {
                    candidates.Add((cursor.Distance(slot, token), slot, replica));
                }
            }
        }

        candidates.Sort();
        foreach (var (_, slot, from) in candidates)
        {
            if (_room[from] < 0 && _table.Replicas(slot).Contains(from) && TargetToken(slot, from, cursor) is var token and >= 0)
            {
                var to = cursor.OwnerOf(token);
                Move(slot, from, to);
                if (_room[to] <= 0)
                {
                    cursor.Close(to);
                }
            }
        }
    }

    private int TargetToken(int slot, int from, RingCursor cursor)
    {
        var token = cursor.FirstOf(slot);
        for (var step = 0; step < StepsMax && token >= 0; step++)
        {
            if (CanTake(slot, from, cursor.OwnerOf(token)))
            {
                return token;
            }

            token = cursor.After(token);
        }

        return -1;
    }

    private void MoveAlongChains()
    {
        var search = new ChainSearch(_table, CanTake, _room.Length);
        for (var node = 0; node < _room.Length; node++)
        {
            while (_room[node] < 0 && search.Find(node, n => _room[n] > 0) is { } chain)
            {
                foreach (var (slot, from, to) in chain)
                {
                    Move(slot, from, to);
<<<<<<< HEAD
                    search.Note(slot, to);
=======
                    search.Note(slot);
>>>>>>> main
                }
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
