using DistCache.Core.Hashing;
using DistCache.Core.Topology;

namespace DistCache.Node.Storage;

/// <summary>All entries of a node, by slot, within the limits of <see cref="StoreOptions"/>. Thread-safe.</summary>
public interface IEntryStore
{
    StoreOptions Options { get; }

    /// <summary>Entries, with expired ones that are not reclaimed yet.</summary>
    long Count { get; }

    StoreStatistics Statistics { get; }

    /// <summary>
    /// Takes a slot exclusively; other slots may have to wait too. Dispose the answer, on the same thread and before entering
    /// another: <c>using var entries = store.Enter(slot);</c>. Allocates nothing. The limits hold again once it is disposed.
    /// </summary>
    ISlotEntries Enter(SlotId slot);

    /// <summary>Whether an entry of such a size may be written at all, whatever else the store holds.</summary>
    WriteResult Admit(int keyBytes, int attributesBytes, int valueBytes);

    /// <summary>Entries of one slot, with expired ones that are not reclaimed yet.</summary>
    int CountIn(SlotId slot);

    /// <summary>Shows up to <paramref name="countMax"/> entries of a slot, in no order.</summary>
    void VisitSlot(SlotId slot, int countMax, long nowMs, IEntryVisitor visitor);

    /// <summary>
    /// One step of a walk over all entries. Starting at cursor 0 and going on with each answer until that is 0, every entry that is
    /// present all the while is shown exactly once, whatever else is added, removed or resized meanwhile; one that comes or goes
    /// meanwhile, at most once for each time it came.
    /// </summary>
    /// <param name="cursor">0, or the last step's answer. Anything else is harmless: the walk goes on from somewhere.</param>
    /// <param name="countMin">About how many entries to show; more when some share a place.</param>
    /// <param name="nowMs">As of when.</param>
    /// <param name="visitor">Is shown them.</param>
    /// <returns>Where the next step goes on; 0: the walk is complete.</returns>
    ulong Scan(ulong cursor, int countMin, long nowMs, IEntryVisitor visitor);

    /// <returns>The key of an entry, all being about equally likely; null: there is none.</returns>
    byte[]? RandomKey(Random random, long nowMs);

    /// <summary>Gives up a slot's entries. The slot's numbering stays where it is: this is no mutation.</summary>
    /// <returns>How many there were.</returns>
    int Drop(SlotId slot);

    /// <summary>Removes all entries, as one numbered mutation of each slot that had any.</summary>
    void Clear();

    /// <summary>Mutations of a slot are numbered in this epoch from now on; their sequence goes on.</summary>
    void SetSlotEpoch(SlotId slot, Epoch epoch);

    /// <summary>Changes the limits of the node (0: none) and evicts down to them.</summary>
    void SetLimits(long entriesMax, long bytesMax);

    /// <summary>Removes expired entries that nobody asked for.</summary>
    /// <param name="nowMs">As of when.</param>
    /// <param name="budget">How many at the most.</param>
    /// <returns>How many; less than the budget: none are left.</returns>
    int Reclaim(long nowMs, int budget);

    void ResetStatistics();

    /// <summary>Walks every structure under lock and tells what contradicts what; for tests and for operators.</summary>
    /// <returns>Empty: the store is sound.</returns>
    IReadOnlyList<string> FindFaults();
}
