namespace DistCache.Node.Storage.Managed;

/// <summary>Removes the least recently used entries of a store until its limits hold.</summary>
internal sealed class Evictor(Shard[] shards, StoreTotals totals)
{
    /// <summary>One thread at a time, so that no two evict for the same excess. It is taken before a shard's lock, never after.</summary>
    private readonly Lock _gate = new();

    /// <summary>Call it holding no shard.</summary>
    public void EvictToLimits()
    {
        if (!totals.AreOverLimit)
        {
            return;
        }

        lock (_gate)
        {
            while (totals.AreOverLimit && totals.FindOldest() is var oldest && oldest >= 0)
            {
                shards[oldest].Lock();
                shards[oldest].EvictOldest();
                shards[oldest].Unlock();
            }
        }
    }
}
