namespace DistCache.Node.Storage.Managed;

/// <summary>Walks over a locked shard that show entries without using them. Expired ones are passed over.</summary>
internal static class ShardWalk
{
    /// <summary>One more than the last hash: where a walk over a shard has come to its end.</summary>
    public const ulong HashEnd = 1UL << 32;

    /// <summary>How many random places are tried before the next best one is taken.</summary>
    private const int RandomTriesMax = 64;

    /// <summary>Empty buckets that one step looks at for each entry wanted, as Redis's scan does.</summary>
    private const int BucketsPerEntryMax = 10;

    /// <summary>Shows the entries whose hash is <paramref name="fromHash"/> or more, bucket by bucket, until there were enough.</summary>
    /// <returns>The first hash not reached, or <see cref="HashEnd"/>.</returns>
    public static ulong Scan(Shard shard, ulong fromHash, ref long wanted, long nowMs, IEntryVisitor visitor)
    {
        var index = shard.Index;
        var bucketsLeft = wanted * BucketsPerEntryMax;
        for (var bucket = index.BucketOf((uint)fromHash); bucket < index.Buckets; bucket++)
        {
            if (wanted <= 0 || bucketsLeft-- == 0)
            {
                return index.FirstHashOf(bucket);
            }

            for (var place = index.FirstIn(bucket); place != ManagedEntry.None; place = shard.Table[place].NextInBucket)
            {
                ref var entry = ref shard.Table[place];
                if (entry.Hash >= fromHash && !entry.HasExpired(nowMs))
                {
                    visitor.Visit(entry.Key, entry.View());
                    wanted--;
                }
            }
        }

        return HashEnd;
    }

    public static void VisitSlot(Shard shard, int slot, int countMax, long nowMs, IEntryVisitor visitor)
    {
        var left = countMax;
        for (var place = shard.Slots.FirstIn(slot); place != ManagedEntry.None && left > 0; place = shard.Table[place].NextInSlot)
        {
            ref var entry = ref shard.Table[place];
            if (!entry.HasExpired(nowMs))
            {
                visitor.Visit(entry.Key, entry.View());
                left--;
            }
        }
    }

    public static byte[]? RandomKey(Shard shard, Random random, long nowMs)
    {
        var places = shard.Table.UsedPlaces;
        if (places == 0)
        {
            return null;
        }

        var place = 0;
        for (var attempt = 0; attempt < RandomTriesMax; attempt++)
        {
            place = random.Next(places);
            if (IsLive(shard, place, nowMs))
            {
                return shard.Table[place].Key.ToArray();
            }
        }

        for (var step = 0; step < places; step++)
        {
            place = (place + 1) % places;
            if (IsLive(shard, place, nowMs))
            {
                return shard.Table[place].Key.ToArray();
            }
        }

        return null;
    }

    private static bool IsLive(Shard shard, int place, long nowMs) =>
        shard.Table[place].Data != null && !shard.Table[place].HasExpired(nowMs);
}
