using System.IO.Hashing;
using DistCache.Core.Hashing;
using DistCache.Core.Topology;

namespace DistCache.Node.Storage.Managed;

/// <summary>A store on the garbage-collected heap: one array an entry.</summary>
/// <remarks>
/// <para>
/// Slots are dealt out to a fixed number of shards, each with a lock of its own; nobody ever waits for a second shard while holding
/// one. The limits are the whole node's: a command that has made the store too large evicts, after it has let go of its shard and
/// before it is answered, until the limits hold again.
/// </para>
/// <para>
/// Eviction is exact LRU over the whole node: all uses are numbered in one order, each shard keeps its entries in that order and
/// publishes the number of its oldest one, and the shard with the smallest gives its oldest up. Under concurrency it is exact up to
/// the uses that happen while the shards are being compared.
/// </para>
/// <para>
/// Keys are hashed with a seed that nobody outside knows, so that no set of keys can be made to share a bucket. The seed also fixes
/// the order of scans.
/// </para>
/// </remarks>
public sealed class ManagedEntryStore : IEntryStore
{
    /// <summary>Far more than threads of a node, so that two seldom meet; a divisor of the number of slots.</summary>
    private const int ShardCount = 64;

    private readonly StoreTotals _totals;
    private readonly Shard[] _shards;
    private readonly HeldSlot[] _held;
    private readonly long _hashSeed;
    private readonly Evictor _evictor;
    private readonly Reclaimer _reclaimer;

    /// <param name="options">The limits.</param>
    /// <param name="random">Gives the seed of the hash of keys.</param>
    public ManagedEntryStore(StoreOptions options, Random random)
    {
        Options = options.Validated();
        _hashSeed = random.NextInt64(long.MinValue, long.MaxValue);
        _totals = new StoreTotals(ShardCount, options.EntriesMax, options.BytesMax);
        _shards = [.. Enumerable.Range(0, ShardCount).Select(number => new Shard(number, ShardCount, _totals))];
        _evictor = new Evictor(_shards, _totals);
        _reclaimer = new Reclaimer(_shards, _totals);
        _held = [.. _shards.Select(shard => new HeldSlot(shard, this))];
    }

    public StoreOptions Options { get; }

    public long Count => _totals.Entries;

    public StoreStatistics Statistics => new(
        _totals.Entries,
        _shards.Sum(shard => (long)shard.Expiry.Count),
        _totals.Bytes,
        _totals.EntriesMax,
        _totals.BytesMax,
        _shards.Sum(shard => shard.Counters.Hits),
        _shards.Sum(shard => shard.Counters.Misses),
        _shards.Sum(shard => shard.Counters.Evictions),
        _shards.Sum(shard => shard.Counters.Expirations));

    public ISlotEntries Enter(SlotId slot)
    {
        var shard = ShardOf(slot);
        if (shard.IsHeldByCurrentThread)
        {
            throw new InvalidOperationException($"slot {slot} was entered while the same thread held a slot of the same shard");
        }

        shard.Lock();
        return _held[slot.Value % ShardCount].Of(slot.Value);
    }

    public WriteResult Admit(int keyBytes, int attributesBytes, int valueBytes) =>
        keyBytes > Options.KeyBytesMax ? WriteResult.KeyTooLong
        : valueBytes > Options.ValueBytesMax ? WriteResult.ValueTooLong
        : Holds((long)keyBytes + attributesBytes + valueBytes) ? WriteResult.Done
        : WriteResult.OutOfMemory;

    public int CountIn(SlotId slot) => ShardOf(slot).Slots.CountIn(slot.Value);

    public void VisitSlot(SlotId slot, int countMax, long nowMs, IEntryVisitor visitor)
    {
        var shard = ShardOf(slot);
        shard.Lock();
        try
        {
            ShardWalk.VisitSlot(shard, slot.Value, countMax, nowMs, visitor);
        }
        finally
        {
            shard.Unlock();
        }
    }

    public ulong Scan(ulong cursor, int countMin, long nowMs, IEntryVisitor visitor)
    {
        // A cursor is the number of the shard above the first hash that was not reached in it.
        var wanted = (long)Math.Max(countMin, 1);
        var fromHash = cursor % ShardWalk.HashEnd;
        for (var number = cursor / ShardWalk.HashEnd; number < ShardCount; number++)
        {
            var shard = _shards[number];
            shard.Lock();
            try
            {
                fromHash = ShardWalk.Scan(shard, fromHash, ref wanted, nowMs, visitor);
            }
            finally
            {
                shard.Unlock();
            }

            if (fromHash != ShardWalk.HashEnd)
            {
                return (number * ShardWalk.HashEnd) + fromHash;
            }

            fromHash = 0;
        }

        return 0;
    }

    public byte[]? RandomKey(Random random, long nowMs)
    {
        var first = ShardOfRandomEntry(random);
        for (var step = 0; step < ShardCount; step++)
        {
            var shard = _shards[(first + step) % ShardCount];
            shard.Lock();
            try
            {
                if (ShardWalk.RandomKey(shard, random, nowMs) is { } key)
                {
                    return key;
                }
            }
            finally
            {
                shard.Unlock();
            }
        }

        return null;
    }

    public int Drop(SlotId slot)
    {
        var shard = ShardOf(slot);
        shard.Lock();
        try
        {
            var dropped = shard.Slots.CountIn(slot.Value);
            for (var place = shard.Slots.FirstIn(slot.Value); place != ManagedEntry.None; place = shard.Slots.FirstIn(slot.Value))
            {
                shard.RemoveAt(place);
            }

            return dropped;
        }
        finally
        {
            shard.Unlock();
        }
    }

    public void Clear()
    {
        foreach (var shard in _shards)
        {
            shard.Lock();
            shard.Clear();
            shard.Unlock();
        }
    }

    public void SetSlotEpoch(SlotId slot, Epoch epoch)
    {
        var shard = ShardOf(slot);
        shard.Lock();
        shard.Slots.SetEpoch(slot.Value, epoch.Value);
        shard.Unlock();
    }

    public void SetLimits(long entriesMax, long bytesMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(entriesMax);
        ArgumentOutOfRangeException.ThrowIfNegative(bytesMax);
        _totals.SetLimits(entriesMax, bytesMax);
        _evictor.EvictToLimits();
    }

    public int Reclaim(long nowMs, int budget) => _reclaimer.Reclaim(nowMs, budget);

    public void ResetStatistics()
    {
        foreach (var shard in _shards)
        {
            shard.Lock();
            shard.Counters.Reset();
            shard.Unlock();
        }
    }

    public IReadOnlyList<string> FindFaults()
    {
        var faults = new List<string>();
        for (var number = 0; number < ShardCount; number++)
        {
            _shards[number].Lock();
            ShardIntegrity.FindFaults(_shards[number], number, ShardCount, _totals, HashOf, faults);
            _shards[number].Unlock();
        }

        ShardIntegrity.CheckSum(faults, "entries", _shards.Sum(shard => (long)shard.Table.Count), _totals.Entries);
        ShardIntegrity.CheckSum(faults, "bytes", _shards.Sum(shard => shard.Bytes), _totals.Bytes);
        return faults;
    }

    internal uint HashOf(ReadOnlySpan<byte> key) => (uint)(XxHash3.HashToUInt64(key, _hashSeed) >> 32);

    /// <summary>Whether an entry with so many bytes of data may be in the store at all.</summary>
    internal bool Holds(long dataBytes)
    {
        var bytesMax = _totals.BytesMax;
        return bytesMax == 0 || dataBytes + ManagedEntry.OverheadBytes <= bytesMax;
    }

    internal void Leave(Shard shard)
    {
        if (shard.Unlock())
        {
            _evictor.EvictToLimits();
        }
    }

    private Shard ShardOf(SlotId slot) => _shards[slot.Value % ShardCount];

    private int ShardOfRandomEntry(Random random)
    {
        var left = random.NextInt64(Math.Max(Count, 1));
        var number = 0;
        while (number < ShardCount - 1 && left >= _shards[number].Table.Count)
        {
            left -= _shards[number++].Table.Count;
        }

        return number;
    }
}
