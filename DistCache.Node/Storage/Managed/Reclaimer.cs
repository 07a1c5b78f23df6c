namespace DistCache.Node.Storage.Managed;

/// <summary>Removes expired entries that nobody asks for. Shards without any are passed over without taking their locks.</summary>
internal sealed class Reclaimer(Shard[] shards, StoreTotals totals)
{
    private int _turn;

    /// <returns>How many were removed; less than the budget: none are left.</returns>
    public int Reclaim(long nowMs, int budget)
    {
        // Each turn starts at another shard, so that a small budget does not leave the last ones waiting for ever.
        var left = budget;
        var first = Interlocked.Increment(ref _turn) & int.MaxValue;
        for (var step = 0; step < shards.Length && left > 0; step++)
        {
            var number = (first + step) % shards.Length;
            if (Volatile.Read(ref totals.NextExpiryMs[number]) <= nowMs)
            {
                ReclaimIn(shards[number], nowMs, ref left);
            }
        }

        return budget - left;
    }

    private static void ReclaimIn(Shard shard, long nowMs, ref int left)
    {
        shard.Lock();
        while (left > 0 && shard.Expiry.Next is var next && next != ManagedEntry.None && shard.Table[next].HasExpired(nowMs))
        {
            shard.Expire(next);
            left--;
        }

        shard.Unlock();
    }
}
