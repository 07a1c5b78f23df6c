namespace DistCache.Node.Storage;

/// <summary>
/// One entry, seen in place. Valid until the next call on the <see cref="ISlotEntries"/> that it came from, and never after that
/// is disposed: copy what has to live longer.
/// </summary>
public readonly ref struct EntryView
{
    public required ReadOnlySpan<byte> Value { get; init; }

    /// <summary>The content type, at most <see cref="StoreOptions.AttributesBytesMax"/> bytes; empty where none was given.</summary>
    public required ReadOnlySpan<byte> Attributes { get; init; }

    /// <summary>Unix milliseconds from which on it is absent; 0: never.</summary>
    public required long ExpiresAtMs { get; init; }

    public required EntryVersion Version { get; init; }

    /// <summary>When it was last read or written, in Unix milliseconds, true to the second.</summary>
    public required long UsedAtMs { get; init; }

    /// <summary>What it counts for against <see cref="StoreOptions.BytesMax"/>: key, attributes, value, spare room and overhead.</summary>
    public required int MemoryBytes { get; init; }
}
