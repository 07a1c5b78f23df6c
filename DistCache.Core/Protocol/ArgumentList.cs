namespace DistCache.Core.Protocol;

/// <summary>The arguments of the request being read. Reused from request to request; grows as arguments really come, never because many were announced.</summary>
internal sealed class ArgumentList
{
    /// <summary>Enough for most requests.</summary>
    private const int InitialCapacity = 8;

    /// <summary>A larger array is let go after its request.</summary>
    private const int KeptCapacityMax = 1024;

    private ArgumentRange[] _ranges = new ArgumentRange[InitialCapacity];

    public int Count { get; private set; }

    public ReadOnlySpan<ArgumentRange> Ranges => _ranges.AsSpan(0, Count);

    public void Add(ArgumentRange range)
    {
        if (Count == _ranges.Length)
        {
            Array.Resize(ref _ranges, Count * 2);
        }

        _ranges[Count++] = range;
    }

    public void Clear()
    {
        Count = 0;
        if (_ranges.Length > KeptCapacityMax)
        {
            _ranges = new ArgumentRange[InitialCapacity];
        }
    }

    /// <summary>Counts all offsets from <paramref name="bytes"/> further on.</summary>
    public void Rebase(int bytes)
    {
        foreach (ref var range in _ranges.AsSpan(0, Count))
        {
            range = range with { Start = range.Start - bytes };
        }
    }
}
