namespace DistCache.Node.Storage.Managed;

/// <summary>What happened in one shard. Written under its lock, read at any time.</summary>
internal sealed class ShardCounters
{
    public long Hits { get; set; }

    public long Misses { get; set; }

    public long Evictions { get; set; }

    public long Expirations { get; set; }

    public void Reset() => Hits = Misses = Evictions = Expirations = 0;
}
