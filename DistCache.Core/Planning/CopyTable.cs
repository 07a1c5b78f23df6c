using System.Collections.Immutable;
using System.Runtime.InteropServices;
using DistCache.Core.Hashing;
using DistCache.Core.Ring;
using DistCache.Core.Topology;

namespace DistCache.Core.Planning;

/// <summary>The placement while it is being planned: who holds each slot, by node index, with a count for each node.</summary>
internal sealed class CopyTable
{
    /// <summary>A slot may for a moment hold a new primary beside all it had.</summary>
    private const int SparePlaces = 2;

    private readonly int _stride;
    private readonly int[] _holders;
    private readonly int[] _replicaCounts = new int[SlotId.SlotCount];

    /// <summary>Whether a slot still stands just as it was loaded, so that what it was loaded from can be used again.</summary>
    private readonly bool[] _isUnchanged = new bool[SlotId.SlotCount];
    private readonly Placement _source;

    private CopyTable(Placement source, int nodeCount, int holdersMax)
    {
        _source = source;
        _stride = holdersMax + SparePlaces;
        _holders = new int[SlotId.SlotCount * _stride];
        PrimaryCounts = new int[nodeCount];
        CopyCounts = new int[nodeCount];
        for (var slot = 0; slot < SlotId.SlotCount; slot++)
        {
            _holders[slot * _stride] = -1;
        }
    }

    /// <summary>Slots that each node is the primary of.</summary>
    public int[] PrimaryCounts { get; }

    /// <summary>Slots that each node holds.</summary>
    public int[] CopyCounts { get; }

    /// <summary>What of <paramref name="placement"/> is held by <paramref name="members"/>; other holders are left out.</summary>
    public static CopyTable Of(Placement placement, ImmutableArray<RingMember> members, int copies)
    {
        var indexes = new Dictionary<string, int>(members.Length, StringComparer.Ordinal);
        foreach (var member in members)
        {
            indexes.Add(member.Id.Value, indexes.Count);
        }

        var holdersMax = Math.Min(copies, members.Length);
        foreach (var holders in placement.Slots)
        {
            holdersMax = Math.Max(holdersMax, holders.Replicas.Length + 1);
        }

        var table = new CopyTable(placement, members.Length, holdersMax);
        for (var slot = 0; slot < SlotId.SlotCount; slot++)
        {
            table.Load(slot, indexes);
        }

        return table;
    }

    /// <summary>The primary of a slot, or -1.</summary>
    public int Primary(int slot) => _holders[slot * _stride];

    public ReadOnlySpan<int> Replicas(int slot) => _holders.AsSpan((slot * _stride) + 1, _replicaCounts[slot]);

    /// <summary>All holders of a slot, the primary first where there is one.</summary>
    public ReadOnlySpan<int> Holders(int slot) =>
        Primary(slot) < 0 ? Replicas(slot) : _holders.AsSpan(slot * _stride, _replicaCounts[slot] + 1);

    public bool Holds(int slot, int node) => Holders(slot).Contains(node);

    /// <summary>Makes a node the primary; a former primary stays as a replica.</summary>
    public void SetPrimary(int slot, int node)
    {
        var former = Primary(slot);
        if (Replicas(slot).Contains(node))
        {
            RemoveReplica(slot, node);
        }

        _isUnchanged[slot] = false;
        _holders[slot * _stride] = node;
        PrimaryCounts[node]++;
        CopyCounts[node]++;
        if (former >= 0)
        {
            PrimaryCounts[former]--;
            CopyCounts[former]--;
            AddReplica(slot, former);
        }
    }

    public void AddReplica(int slot, int node)
    {
        _isUnchanged[slot] = false;
        _holders[(slot * _stride) + 1 + _replicaCounts[slot]++] = node;
        CopyCounts[node]++;
    }

    public void RemoveReplica(int slot, int node)
    {
        _isUnchanged[slot] = false;
        var replicas = _holders.AsSpan((slot * _stride) + 1, _replicaCounts[slot]);
        var at = replicas.IndexOf(node);
        replicas[(at + 1)..].CopyTo(replicas[at..]);
        _replicaCounts[slot]--;
        CopyCounts[node]--;
    }

    public void ReplaceReplica(int slot, int leaving, int node)
    {
        RemoveReplica(slot, leaving);
        AddReplica(slot, node);
    }

    public Placement ToPlacement(ImmutableArray<RingMember> members)
    {
        var slots = new SlotHolders[SlotId.SlotCount];
        for (var slot = 0; slot < slots.Length; slot++)
        {
            slots[slot] = _isUnchanged[slot] ? _source.Slots[slot] : ToHolders(slot, members);
        }

        return new(ImmutableCollectionsMarshal.AsImmutableArray(slots));
    }

    private SlotHolders ToHolders(int slot, ImmutableArray<RingMember> members)
    {
        NodeId? primary = Primary(slot) < 0 ? null : members[Primary(slot)].Id;
        var replicas = Replicas(slot);
        if (replicas.IsEmpty)
        {
            return new(primary, []);
        }

        var ids = new NodeId[replicas.Length];
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = members[replicas[i]].Id;
        }

        return new(primary, ImmutableCollectionsMarshal.AsImmutableArray(ids));
    }

    private void Load(int slot, Dictionary<string, int> indexes)
    {
        var holders = _source.Slots[slot];
        var isWhole = true;
        if (holders.Primary is { } primary)
        {
            isWhole = indexes.TryGetValue(primary.Value, out var index);
            if (isWhole)
            {
                SetPrimary(slot, index);
            }
        }

        foreach (var replica in holders.Replicas)
        {
            var isLoaded = indexes.TryGetValue(replica.Value, out var index) && !Holds(slot, index);
            if (isLoaded)
            {
                AddReplica(slot, index);
            }

            isWhole &= isLoaded;
        }

        _isUnchanged[slot] = isWhole;
    }
}
