namespace DistCache.Node.Storage;

/// <summary>What the store holds and what has happened to it since the start or the last reset.</summary>
/// <param name="Entries">Present now; expired ones count until they are reclaimed.</param>
/// <param name="ExpiringEntries">Of those, the ones with a time to live.</param>
/// <param name="BytesUsed">Keys, values, attributes and overhead.</param>
/// <param name="EntriesMax">The limit of entries; 0: none.</param>
/// <param name="BytesMax">The limit of bytes; 0: none.</param>
/// <param name="Hits">Finds of a present key.</param>
/// <param name="Misses">Finds of an absent key.</param>
/// <param name="Evictions">Removals by capacity.</param>
/// <param name="Expirations">Removals by time.</param>
public readonly record struct StoreStatistics(
    long Entries,
    long ExpiringEntries,
    long BytesUsed,
    long EntriesMax,
    long BytesMax,
    long Hits,
    long Misses,
    long Evictions,
    long Expirations);
