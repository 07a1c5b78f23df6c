namespace DistCache.Node.Storage;

/// <summary>The limits of a node's store.</summary>
public sealed record StoreOptions
{
    /// <summary>A content type is short; its length is kept in one byte.</summary>
    public const int AttributesBytesMax = byte.MaxValue;

    /// <summary>A key's length is kept in two bytes.</summary>
    public const int KeyBytesCeiling = ushort.MaxValue;

    /// <summary>Redis's own limit of a string, far below that of one array.</summary>
    public const int ValueBytesCeiling = 512 << 20;

    /// <summary><c>CACHE_SIZE</c>: entries of the whole node; 0: unlimited.</summary>
    public long EntriesMax { get; init; }

    /// <summary><c>MAX_MEMORY</c>: bytes of the whole node's keys, values, attributes and their overhead; 0: unlimited.</summary>
    public long BytesMax { get; init; }

    public int KeyBytesMax { get; init; } = 8 * 1024;

    public int ValueBytesMax { get; init; } = 16 << 20;

    /// <exception cref="ArgumentOutOfRangeException">A limit is out of its range.</exception>
    public StoreOptions Validated()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(EntriesMax);
        ArgumentOutOfRangeException.ThrowIfNegative(BytesMax);
        ArgumentOutOfRangeException.ThrowIfLessThan(KeyBytesMax, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(KeyBytesMax, KeyBytesCeiling);
        ArgumentOutOfRangeException.ThrowIfLessThan(ValueBytesMax, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ValueBytesMax, ValueBytesCeiling);
        return this;
    }
}
