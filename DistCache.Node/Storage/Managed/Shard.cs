using DistCache.Core.Hashing;

namespace DistCache.Node.Storage.Managed;

/// <summary>The entries of some slots behind one lock: an index, an order of use, an order of expiry, and a chain a slot.</summary>
/// <remarks>Every member but the lock's and the counters' is for the lock's holder.</remarks>
internal sealed class Shard
{
    private readonly Lock _gate = new();
    private readonly StoreTotals _totals;
    private int _entriesNotTotalled;
    private long _bytesNotTotalled;

    public Shard(int number, int shards, StoreTotals totals)
    {
        _totals = totals;
        Table = new EntryTable();
        Index = new KeyIndex(Table);
        Recency = new RecencyList(Table, totals.OldestUse, number);
        Expiry = new ExpiryHeap(Table, totals.NextExpiryMs, number);
        Slots = new SlotTable(Table, shards, SlotId.SlotCount);
    }

    public EntryTable Table { get; }

    public KeyIndex Index { get; }

    public RecencyList Recency { get; }

    public ExpiryHeap Expiry { get; }

    public SlotTable Slots { get; }

    public ShardCounters Counters { get; } = new();

    public long Bytes { get; private set; }

    public bool IsHeldByCurrentThread => _gate.IsHeldByCurrentThread;

    public void Lock() => _gate.Enter();

    /// <summary>Reports what has changed to the totals, then lets go.</summary>
    /// <returns>Whether the shard has grown.</returns>
    public bool Unlock()
    {
        var (entries, bytes) = (_entriesNotTotalled, _bytesNotTotalled);
        if (entries != 0 || bytes != 0)
        {
            (_entriesNotTotalled, _bytesNotTotalled) = (0, 0);
            _totals.Add(entries, bytes);
        }

        _gate.Exit();
        return entries > 0 || bytes > 0;
    }

    /// <summary>The place of an entry that has not expired, or <see cref="ManagedEntry.None"/>. An expired one is removed.</summary>
    public int Find(ReadOnlySpan<byte> key, uint hash, int slot, long nowMs)
    {
        var place = Index.Find(key, hash, slot);
        if (place != ManagedEntry.None && Table[place].HasExpired(nowMs))
        {
            Expire(place);
            return ManagedEntry.None;
        }

        return place;
    }

    /// <summary>Adds an entry of which only key and array are known yet. The key must be absent.</summary>
    public int Add(ReadOnlySpan<byte> key, uint hash, int slot, byte[] data, long nowMs)
    {
        key.CopyTo(data);
        var place = Table.Take(data);
        ref var entry = ref Table[place];
        entry.Hash = hash;
        entry.Slot = (ushort)slot;
        entry.KeyLength = (ushort)key.Length;
        Index.Add(place);
        Slots.Add(place);
        Recency.Add(place, _totals.NextUse(), nowMs);
        Count(1, ManagedEntry.MemoryBytesOf(data.Length));
        return place;
    }

    public void Use(int place, long nowMs) => Recency.Use(place, _totals.NextUse(), nowMs);

    /// <summary>Gives an entry another array; its content is the caller's business.</summary>
    public void ReplaceData(int place, byte[] data)
    {
        ref var entry = ref Table[place];
        Count(0, data.Length - entry.Data!.Length);
        entry.Data = data;
    }

    /// <summary>Removes an entry; numbering that is the caller's business.</summary>
    public void RemoveAt(int place)
    {
        Index.Remove(place);
        Slots.Remove(place);
        Recency.Remove(place);
        Expiry.Remove(place);
        Count(-1, -Table[place].MemoryBytes);
        Table.Free(place);
        if (Table.Count == 0)
        {
            Index.Clear();
            Expiry.Clear();
        }
    }

    public void Expire(int place)
    {
        Slots.Number(Table[place].Slot);
        RemoveAt(place);
        Counters.Expirations++;
    }

    public void EvictOldest()
    {
        if (Recency.Oldest != ManagedEntry.None)
        {
            Slots.Number(Table[Recency.Oldest].Slot);
            RemoveAt(Recency.Oldest);
            Counters.Evictions++;
        }
    }

    public void Clear()
    {
        Count(-Table.Count, -Bytes);
        Slots.Clear();
        Recency.Clear();
        Expiry.Clear();
        Index.Clear();
        Table.Clear();
    }

    private void Count(int entries, long bytes)
    {
        Bytes += bytes;
        _entriesNotTotalled += entries;
        _bytesNotTotalled += bytes;
    }
}
