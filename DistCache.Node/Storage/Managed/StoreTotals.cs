namespace DistCache.Node.Storage.Managed;

/// <summary>What the shards of a store share: sums, limits, the order of uses, what each tells the others. Thread-safe.</summary>
internal sealed class StoreTotals(int shards, long entriesMax, long bytesMax)
{
    private long _entries;
    private long _bytes;
    private long _uses;
    private long _entriesMax = entriesMax;
    private long _bytesMax = bytesMax;

    public long Entries => Volatile.Read(ref _entries);

    public long Bytes => Volatile.Read(ref _bytes);

    public long EntriesMax => Volatile.Read(ref _entriesMax);

    public long BytesMax => Volatile.Read(ref _bytesMax);

    public bool AreOverLimit => IsOver(Entries, EntriesMax) || IsOver(Bytes, BytesMax);

    /// <summary>By shard: when its least recently used entry was used; see <see cref="RecencyList"/>.</summary>
    public long[] OldestUse { get; } = Filled(shards, RecencyList.Nothing);

    /// <summary>By shard: when its next entry expires; see <see cref="ExpiryHeap"/>.</summary>
    public long[] NextExpiryMs { get; } = Filled(shards, ExpiryHeap.Never);

    /// <summary>Numbers one use of one entry; uses of all shards are in one order.</summary>
    public long NextUse() => Interlocked.Increment(ref _uses);

    public void Add(int entries, long bytes)
    {
        Interlocked.Add(ref _entries, entries);
        Interlocked.Add(ref _bytes, bytes);
    }

    public void SetLimits(long entriesMax, long bytesMax)
    {
        Volatile.Write(ref _entriesMax, entriesMax);
        Volatile.Write(ref _bytesMax, bytesMax);
    }

    /// <returns>The shard with the entry that was not used for longest, or -1 when there is no entry.</returns>
    public int FindOldest()
    {
        var (oldest, oldestUse) = (-1, RecencyList.Nothing);
        for (var shard = 0; shard < OldestUse.Length; shard++)
        {
            var use = Volatile.Read(ref OldestUse[shard]);
            if (use < oldestUse)
            {
                (oldest, oldestUse) = (shard, use);
            }
        }

        return oldest;
    }

    private static bool IsOver(long used, long limit) => limit > 0 && used > limit;

    private static long[] Filled(int count, long value)
    {
        var array = new long[count];
        Array.Fill(array, value);
        return array;
    }
}
