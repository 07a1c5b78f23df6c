namespace DistCache.Node.Storage;

/// <summary>
/// Which mutation of its slot made an entry what it is. Orders all mutations of one slot, and names a state of one key for
/// compare-and-set.
/// </summary>
/// <param name="Epoch">The slot's epoch in which it happened.</param>
/// <param name="Sequence">Counts the slot's mutations, removals included; goes on over epochs.</param>
public readonly record struct EntryVersion(ulong Epoch, ulong Sequence)
{
    /// <summary>Of what was never written.</summary>
    public static readonly EntryVersion None;
}
