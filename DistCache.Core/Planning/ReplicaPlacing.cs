using DistCache.Core.Hashing;
using DistCache.Core.Ring;

namespace DistCache.Core.Planning;

/// <summary>Gives every slot its copies beside the primary, within the rules of zones and towards each node's quota of copies.</summary>
internal sealed class ReplicaPlacing
{
    private readonly HashRing _ring;
    private readonly CopyTable _table;
    private readonly ZoneRules _zones;
    private readonly int[] _quotas;

    public ReplicaPlacing(HashRing ring, CopyTable table, ZoneRules zones, int[] quotas)
    {
        _ring = ring;
        _table = table;
        _zones = zones;
        _quotas = quotas;
    }

    /// <summary>Gives up replicas that are too many or stand in a wrong zone; of several the one whose node is most over its quota.</summary>
    public void Trim()
    {
        for (var slot = 0; slot < SlotId.SlotCount; slot++)
        {
            while (_table.Holders(slot).Length > _zones.Copies || !_zones.IsAllowed(_table.Holders(slot)))
            {
                _table.RemoveReplica(slot, MostDispensable(slot));
            }
        }
    }

    /// <summary>Adds the missing copies.</summary>
    public void FillHoles()
    {
        for (var zone = 0; zone < _zones.ZoneCount; zone++)
        {
            FillZone(zone);
        }

        var cursor = new RingCursor(_ring, Rooms(-1));
        for (var copies = 2; copies <= _zones.Copies; copies++)
        {
            for (var slot = 0; slot < SlotId.SlotCount; slot++)
            {
                if (_table.Holders(slot).Length < copies)
                {
                    Add(slot, cursor, -1);
                }
            }
        }
    }

    /// <summary>What a zone must hold of every slot to reach its quota is placed first, while there is a free place for it.</summary>
    private void FillZone(int zone)
    {
        var quota = 0;
        for (var node = 0; node < _quotas.Length; node++)
        {
            quota += _zones.ZoneOf[node] == zone ? _quotas[node] : 0;
        }

        var cursor = new RingCursor(_ring, Rooms(zone));
        for (var held = 1; held <= quota / SlotId.SlotCount; held++)
        {
            for (var slot = 0; slot < SlotId.SlotCount; slot++)
            {
                if (_table.Holders(slot).Length < _zones.Copies && CountIn(slot, zone) < held)
                {
                    Add(slot, cursor, zone);
                }
            }
        }
    }

    /// <param name="slot">The slot that lacks a copy.</param>
    /// <param name="cursor">Open are nodes with room.</param>
    /// <param name="zone">The zone to choose from; -1 for any.</param>
    private void Add(int slot, RingCursor cursor, int zone)
    {
        var node = FirstClockwise(slot, cursor);
        node = node >= 0 ? node : Roomiest(slot, zone, mayBreakRules: false);
        node = node >= 0 || zone >= 0 ? node : Roomiest(slot, zone, mayBreakRules: true);
        if (node >= 0)
        {
            _table.AddReplica(slot, node);
            if (Room(node) <= 0)
            {
                cursor.Close(node);
            }
        }
    }

    private int FirstClockwise(int slot, RingCursor cursor)
    {
        for (var token = cursor.Start(slot); token >= 0; token = cursor.Next(token))
        {
            var node = cursor.OwnerOf(token);
            if (!_table.Holds(slot, node) && _zones.CanAdd(_table.Holders(slot), node))
            {
                return node;
            }
        }

        return -1;
    }

    private int Roomiest(int slot, int zone, bool mayBreakRules)
    {
        var best = -1;
        for (var node = 0; node < _quotas.Length; node++)
        {
            var isCandidate = (zone < 0 || _zones.ZoneOf[node] == zone) && (best < 0 || Room(node) > Room(best)) && !_table.Holds(slot, node);
            if (isCandidate && (mayBreakRules || _zones.CanAdd(_table.Holders(slot), node)))
            {
                best = node;
            }
        }

        return best;
    }

    private int MostDispensable(int slot)
    {
        var mustFix = !_zones.IsAllowed(_table.Holders(slot));
        var best = -1;
        foreach (var replica in _table.Replicas(slot))
        {
            var isCandidate = !mustFix || _zones.IsInExcess(_table.Holders(slot), replica);
            if (isCandidate && (best < 0 || Room(replica) < Room(best)))
            {
                best = replica;
            }
        }

        return best;
    }

    private int Room(int node) => _quotas[node] - _table.CopyCounts[node];

    private int[] Rooms(int zone) =>
        [.. _quotas.Select((_, node) => zone < 0 || _zones.ZoneOf[node] == zone ? Room(node) : 0)];

    private int CountIn(int slot, int zone)
    {
        var count = 0;
        foreach (var node in _table.Holders(slot))
        {
            count += _zones.ZoneOf[node] == zone ? 1 : 0;
        }

        return count;
    }
}
