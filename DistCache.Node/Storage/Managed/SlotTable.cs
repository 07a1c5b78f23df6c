namespace DistCache.Node.Storage.Managed;

/// <summary>The slots of one shard: each one's entries, chained, and the numbering of its mutations.</summary>
/// <param name="table">Holds the entries.</param>
/// <param name="shards">How many shards there are; the slots of one have the same remainder by that.</param>
/// <param name="slots">How many slots there are in all.</param>
internal sealed class SlotTable(EntryTable table, int shards, int slots)
{
    private readonly SlotState[] _states = NewStates(slots / shards);

    public EntryVersion VersionOf(int slot) => StateOf(slot).Version;

    public int CountIn(int slot) => Volatile.Read(ref StateOf(slot).Count);

    public int FirstIn(int slot) => StateOf(slot).First;

    /// <summary>Numbers one more mutation of a slot.</summary>
    public EntryVersion Number(int slot)
    {
        ref var state = ref StateOf(slot);
        state.Version = new EntryVersion(state.Version.Epoch, state.Version.Sequence + 1);
        return state.Version;
    }

    public void SetEpoch(int slot, ulong epoch)
    {
        ref var state = ref StateOf(slot);
        state.Version = new EntryVersion(epoch, state.Version.Sequence);
    }

    public void Add(int place)
    {
        ref var entry = ref table[place];
        ref var state = ref StateOf(entry.Slot);
        entry.PreviousInSlot = ManagedEntry.None;
        entry.NextInSlot = state.First;
        if (state.First != ManagedEntry.None)
        {
            table[state.First].PreviousInSlot = place;
        }

        state.First = place;
        state.Count++;
    }

    public void Remove(int place)
    {
        ref var entry = ref table[place];
        ref var state = ref StateOf(entry.Slot);
        if (entry.PreviousInSlot != ManagedEntry.None)
        {
            table[entry.PreviousInSlot].NextInSlot = entry.NextInSlot;
        }
        else
        {
            state.First = entry.NextInSlot;
        }

        if (entry.NextInSlot != ManagedEntry.None)
        {
            table[entry.NextInSlot].PreviousInSlot = entry.PreviousInSlot;
        }

        state.Count--;
    }

    /// <summary>Forgets all entries, as one mutation of each slot that had any.</summary>
    public void Clear()
    {
        foreach (ref var state in _states.AsSpan())
        {
            if (state.Count > 0)
            {
                state.Version = new EntryVersion(state.Version.Epoch, state.Version.Sequence + 1);
                state.Count = 0;
                state.First = ManagedEntry.None;
            }
        }
    }

    private ref SlotState StateOf(int slot) => ref _states[slot / shards];

    private static SlotState[] NewStates(int count)
    {
        var states = new SlotState[count];
        Array.Fill(states, new SlotState { First = ManagedEntry.None });
        return states;
    }

    private struct SlotState
    {
        public EntryVersion Version;
        public int Count;
        public int First;
    }
}
