namespace DistCache.Node.Storage.Managed;

/// <summary>The places for a shard's entries, the free ones chained.</summary>
internal sealed class EntryTable
{
    private const int InitialPlaces = 16;

    private ManagedEntry[] _places = new ManagedEntry[InitialPlaces];
    private int _firstFree = ManagedEntry.None;

    /// <summary>Entries in use.</summary>
    public int Count { get; private set; }

    /// <summary>Places that were ever in use; those behind were not.</summary>
    public int UsedPlaces { get; private set; }

    public ref ManagedEntry this[int place] => ref _places[place];

    /// <summary>Takes a free place. References to entries do not outlive this call.</summary>
    public int Take(byte[] data)
    {
        var place = _firstFree;
        if (place != ManagedEntry.None)
        {
            _firstFree = _places[place].NextInBucket;
        }
        else
        {
            if (UsedPlaces == _places.Length)
            {
                Array.Resize(ref _places, 2 * _places.Length);
            }

            place = UsedPlaces++;
        }

        Count++;
        _places[place] = new ManagedEntry { Data = data, HeapPosition = ManagedEntry.None };
        return place;
    }

    /// <summary>Frees a place. The last one freed gives the table's memory back.</summary>
    public void Free(int place)
    {
        if (--Count == 0)
        {
            Clear();
            return;
        }

        _places[place].Data = null;
        _places[place].NextInBucket = _firstFree;
        _firstFree = place;
    }

    public void Clear()
    {
        if (_places.Length > InitialPlaces)
        {
            _places = new ManagedEntry[InitialPlaces];
        }
        else
        {
            Array.Clear(_places);
        }

        Count = 0;
        UsedPlaces = 0;
        _firstFree = ManagedEntry.None;
    }
}
