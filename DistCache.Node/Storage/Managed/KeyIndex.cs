namespace DistCache.Node.Storage.Managed;

/// <summary>
/// Finds a shard's entries by key. A bucket is a range of hashes, in order: the bucket of a hash is its uppermost bits. So a walk in
/// order of hashes is the same walk before and after the index has grown, which is all that a scan's cursor needs.
/// </summary>
internal sealed class KeyIndex(EntryTable table)
{
    private const int InitialBits = 4;
    private const int HashBits = 32;

    private int[] _firstInBucket = NewBuckets(InitialBits);
    private int _bits = InitialBits;

    public int Buckets => _firstInBucket.Length;

    public int Find(ReadOnlySpan<byte> key, uint hash, int slot)
    {
        var place = _firstInBucket[BucketOf(hash)];
        while (place != ManagedEntry.None)
        {
            ref var entry = ref table[place];
            if (entry.Hash == hash && entry.Slot == slot && entry.Key.SequenceEqual(key))
            {
                return place;
            }

            place = entry.NextInBucket;
        }

        return ManagedEntry.None;
    }

    public void Add(int place)
    {
        if (table.Count > _firstInBucket.Length && _bits < HashBits - 1)
        {
            Rebuild(_bits + 1, except: place);
        }

        Link(place);
    }

    public void Remove(int place)
    {
        ref var link = ref _firstInBucket[BucketOf(table[place].Hash)];
        while (link != place)
        {
            link = ref table[link].NextInBucket;
        }

        link = table[place].NextInBucket;
    }

    public void Clear()
    {
        if (_bits == InitialBits)
        {
            Array.Fill(_firstInBucket, ManagedEntry.None);
            return;
        }

        _bits = InitialBits;
        _firstInBucket = NewBuckets(InitialBits);
    }

    public int BucketOf(uint hash) => (int)(hash >> (HashBits - _bits));

    public int FirstIn(int bucket) => _firstInBucket[bucket];

    /// <summary>The first hash of a bucket; that of the bucket behind the last is 2^32.</summary>
    public ulong FirstHashOf(int bucket) => (ulong)bucket << (HashBits - _bits);

    private void Rebuild(int bits, int except)
    {
        _bits = bits;
        _firstInBucket = NewBuckets(bits);
        for (var place = 0; place < table.UsedPlaces; place++)
        {
            if (place != except && table[place].Data != null)
            {
                Link(place);
            }
        }
    }

    private void Link(int place)
    {
        ref var first = ref _firstInBucket[BucketOf(table[place].Hash)];
        table[place].NextInBucket = first;
        first = place;
    }

    private static int[] NewBuckets(int bits)
    {
        var buckets = new int[1 << bits];
        Array.Fill(buckets, ManagedEntry.None);
        return buckets;
    }
}
