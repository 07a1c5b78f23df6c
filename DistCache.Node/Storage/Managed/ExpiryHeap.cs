namespace DistCache.Node.Storage.Managed;

/// <summary>A shard's entries that expire, the next one on top: a binary heap whose entries know their position in it.</summary>
/// <param name="table">Holds the entries.</param>
/// <param name="nextExpiryMs">One place a shard: the time of its next expiry, <see cref="Never"/> where there is none.</param>
/// <param name="shard">Which place is this shard's.</param>
internal sealed class ExpiryHeap(EntryTable table, long[] nextExpiryMs, int shard)
{
    public const long Never = long.MaxValue;

    /// <summary>Of one item of the heap.</summary>
    public const int ItemBytes = 16;

    private const int InitialItems = 4;

    private Item[] _items = new Item[InitialItems];

    public int Count { get; private set; }

    /// <summary>The entry that expires next, or <see cref="ManagedEntry.None"/>.</summary>
    public int Next => Count > 0 ? _items[0].Place : ManagedEntry.None;

    /// <summary>Adds, moves or removes an entry so that it stands where its expiry says.</summary>
    public void Update(int place)
    {
        var expiresAtMs = table[place].ExpiresAtMs;
        var position = table[place].HeapPosition;
        if (expiresAtMs == 0)
        {
            Remove(place);
        }
        else if (position == ManagedEntry.None)
        {
            if (Count == _items.Length)
            {
                Array.Resize(ref _items, 2 * _items.Length);
            }

            Settle(Count++, new Item(expiresAtMs, place));
        }
        else if (_items[position].ExpiresAtMs != expiresAtMs)
        {
            Settle(position, new Item(expiresAtMs, place));
        }
    }

    public void Remove(int place)
    {
        var position = table[place].HeapPosition;
        if (position == ManagedEntry.None)
        {
            return;
        }

        table[place].HeapPosition = ManagedEntry.None;
        var last = _items[--Count];
        if (position < Count)
        {
            Settle(position, last);
        }
        else
        {
            PublishNext();
        }
    }

    public void Clear()
    {
        Count = 0;
        _items = _items.Length > InitialItems ? new Item[InitialItems] : _items;
        PublishNext();
    }

    /// <summary>Tells what is wrong with the heap; for tests.</summary>
    public void FindFaults(List<string> faults)
    {
        for (var i = 0; i < Count; i++)
        {
            ref var entry = ref table[_items[i].Place];
            if (entry.HeapPosition != i || entry.ExpiresAtMs != _items[i].ExpiresAtMs)
            {
                faults.Add($"shard {shard}: item {i} of the expiry heap is not what its entry says");
            }

            if (i > 0 && _items[(i - 1) / 2].ExpiresAtMs > _items[i].ExpiresAtMs)
            {
                faults.Add($"shard {shard}: item {i} of the expiry heap expires before its parent");
            }
        }

        if (nextExpiryMs[shard] != (Count > 0 ? _items[0].ExpiresAtMs : Never))
        {
            faults.Add($"shard {shard}: the published next expiry is not that of the heap");
        }
    }

    /// <summary>Puts an item into the hole at a position, or as far up or down from there as it belongs.</summary>
    private void Settle(int hole, Item item)
    {
        while (hole > 0 && item.ExpiresAtMs < _items[(hole - 1) / 2].ExpiresAtMs)
        {
            Put(hole, _items[(hole - 1) / 2]);
            hole = (hole - 1) / 2;
        }

        for (var child = EarlierChildOf(hole); child < Count && _items[child].ExpiresAtMs < item.ExpiresAtMs; child = EarlierChildOf(hole))
        {
            Put(hole, _items[child]);
            hole = child;
        }

        Put(hole, item);
        PublishNext();
    }

    private int EarlierChildOf(int position)
    {
        var left = (2 * position) + 1;
        return left + 1 < Count && _items[left + 1].ExpiresAtMs < _items[left].ExpiresAtMs ? left + 1 : left;
    }

    private void Put(int position, Item item)
    {
        _items[position] = item;
        table[item.Place].HeapPosition = position;
    }

    private void PublishNext() => Volatile.Write(ref nextExpiryMs[shard], Count > 0 ? _items[0].ExpiresAtMs : Never);

    private readonly record struct Item(long ExpiresAtMs, int Place);
}
