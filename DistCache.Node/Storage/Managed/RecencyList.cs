namespace DistCache.Node.Storage.Managed;

/// <summary>A shard's entries in order of use. It publishes the use of the oldest, so that the oldest of all shards is found.</summary>
/// <param name="table">Holds the entries.</param>
/// <param name="oldestUse">One place a shard: the use of its oldest entry, <see cref="Nothing"/> where it has none.</param>
/// <param name="shard">Which place is this shard's.</param>
internal sealed class RecencyList(EntryTable table, long[] oldestUse, int shard)
{
    /// <summary>Later than every use.</summary>
    public const long Nothing = long.MaxValue;

    public int Newest { get; private set; } = ManagedEntry.None;

    public int Oldest { get; private set; } = ManagedEntry.None;

    /// <summary>Adds an entry as the newest one.</summary>
    /// <param name="place">Not in the list.</param>
    /// <param name="use">Later than every other use.</param>
    /// <param name="nowMs">When that is.</param>
    public void Add(int place, long use, long nowMs)
    {
        ref var entry = ref table[place];
        entry.UsedAt = use;
        entry.UsedAtSeconds = SecondsOf(nowMs);
        entry.Newer = ManagedEntry.None;
        entry.Older = Newest;
        if (Newest != ManagedEntry.None)
        {
            table[Newest].Newer = place;
        }
        else
        {
            SetOldest(place);
        }

        Newest = place;
    }

    public void Remove(int place)
    {
        var (newer, older) = (table[place].Newer, table[place].Older);
        if (newer != ManagedEntry.None)
        {
            table[newer].Older = older;
        }
        else
        {
            Newest = older;
        }

        if (older != ManagedEntry.None)
        {
            table[older].Newer = newer;
        }
        else
        {
            SetOldest(newer);
        }
    }

    /// <summary>Makes an entry the newest.</summary>
    public void Use(int place, long use, long nowMs)
    {
        if (place == Newest)
        {
            table[place].UsedAt = use;
            table[place].UsedAtSeconds = SecondsOf(nowMs);
            if (place == Oldest)
            {
                SetOldest(place);
            }

            return;
        }

        Remove(place);
        Add(place, use, nowMs);
    }

    public void Clear()
    {
        Newest = ManagedEntry.None;
        SetOldest(ManagedEntry.None);
    }

    private static uint SecondsOf(long unixMs) => (uint)Math.Clamp(unixMs / 1000, 0, uint.MaxValue);

    private void SetOldest(int place)
    {
        Oldest = place;
        Volatile.Write(ref oldestUse[shard], place == ManagedEntry.None ? Nothing : table[place].UsedAt);
    }
}
