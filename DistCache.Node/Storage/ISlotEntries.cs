namespace DistCache.Node.Storage;

/// <summary>
/// The entries of one slot, held exclusively until disposed: what is read and written meanwhile is atomic. Each call is as of a
/// given Unix time in milliseconds; an entry that has expired by then counts as absent and is removed when it is found.
/// </summary>
/// <remarks>
/// Keys and values that are passed in must not be views of entries of the store. Every change, removals included, is one numbered
/// mutation of the slot and gives the entry a new <see cref="EntryVersion"/>.
/// </remarks>
public interface ISlotEntries : IDisposable
{
    /// <summary>Of the slot's newest mutation.</summary>
    EntryVersion Version { get; }

    /// <summary>Reads an entry on a client's behalf: counts as a hit or a miss and as a use.</summary>
    bool TryFind(scoped ReadOnlySpan<byte> key, long nowMs, out EntryView entry);

    /// <summary>Looks at an entry without counting and without using it.</summary>
    bool TryPeek(scoped ReadOnlySpan<byte> key, long nowMs, out EntryView entry);

    /// <summary>Makes or replaces an entry.</summary>
    /// <param name="key">Of the slot that was entered.</param>
    /// <param name="value">Copied.</param>
    /// <param name="attributes">Copied; at most <see cref="StoreOptions.AttributesBytesMax"/> bytes.</param>
    /// <param name="expiresAtMs">0: never.</param>
    /// <param name="nowMs">As of when.</param>
    WriteResult Set(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, ReadOnlySpan<byte> attributes, long expiresAtMs, long nowMs);

    /// <summary>
    /// Changes a value in place: it becomes <paramref name="length"/> bytes long, cut at its end or extended with zeros, and is given
    /// out to be written to until the next call. Attributes and expiry stay. An absent entry is made.
    /// </summary>
    WriteResult Edit(scoped ReadOnlySpan<byte> key, int length, long nowMs, out Span<byte> value);

    /// <summary>Changes when an entry expires; 0: never.</summary>
    /// <returns>False: there is none.</returns>
    bool SetExpiry(ReadOnlySpan<byte> key, long expiresAtMs, long nowMs);

    /// <returns>False: there was none.</returns>
    bool Remove(ReadOnlySpan<byte> key, long nowMs);

    /// <summary>Gives an entry another key of the same slot, over whatever has that key; attributes and expiry go with it.</summary>
    /// <returns><see cref="WriteResult.Absent"/>: there is no such entry.</returns>
    WriteResult Rename(ReadOnlySpan<byte> key, ReadOnlySpan<byte> newKey, long nowMs);

    /// <summary>Makes or replaces an entry of the same slot with another's value, attributes and expiry.</summary>
    /// <returns><see cref="WriteResult.Absent"/>: there is no entry to copy.</returns>
    WriteResult Copy(ReadOnlySpan<byte> key, ReadOnlySpan<byte> target, long nowMs);
}
