using DistCache.Core.Hashing;

namespace DistCache.Node.Storage;

/// <summary>Verifies that a store agrees with itself, inside and as seen from outside.</summary>
public static class StoreIntegrity
{
    /// <summary>Call it while nobody else uses the store.</summary>
    /// <exception cref="InvalidOperationException">It does not; the message lists how.</exception>
    public static void Verify(IEntryStore store)
    {
        var faults = new List<string>(store.FindFaults());
        var statistics = store.Statistics;
        if (statistics.Entries != store.Count)
        {
            faults.Add($"statistics know {statistics.Entries} entries, the store {store.Count}");
        }

        var inSlots = 0L;
        for (var slot = 0; slot < SlotId.SlotCount; slot++)
        {
            inSlots += store.CountIn(new SlotId(slot));
        }

        if (inSlots != store.Count)
        {
            faults.Add($"the slots count {inSlots} entries, the store {store.Count}");
        }

        CheckLimit(faults, "entries", statistics.Entries, statistics.EntriesMax);
        CheckLimit(faults, "bytes", statistics.BytesUsed, statistics.BytesMax);
        if (faults.Count > 0)
        {
            throw new InvalidOperationException("The store is damaged: " + string.Join("; ", faults));
        }
    }

    private static void CheckLimit(List<string> faults, string what, long used, long limit)
    {
        if (used < 0 || (limit > 0 && used > limit))
        {
            faults.Add($"{used} {what} with a limit of {limit}");
        }
    }
}
