namespace DistCache.Node.Storage;

/// <summary>How a write to the store ended.</summary>
public enum WriteResult
{
    Done,

    /// <summary>The entry alone is larger than the store may be: evicting everything else would not help.</summary>
    OutOfMemory,

    /// <summary>The key is longer than <see cref="StoreOptions.KeyBytesMax"/>.</summary>
    KeyTooLong,

    /// <summary>The value is longer than <see cref="StoreOptions.ValueBytesMax"/>.</summary>
    ValueTooLong,

    /// <summary>There is no entry to change.</summary>
    Absent,
}
