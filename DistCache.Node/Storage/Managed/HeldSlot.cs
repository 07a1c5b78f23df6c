namespace DistCache.Node.Storage.Managed;

/// <summary>A slot of a locked shard. There is one of these a shard, lent to whoever holds its lock.</summary>
internal sealed class HeldSlot(Shard shard, ManagedEntryStore store) : ISlotEntries
{
    /// <summary>Spare room that a replaced value may leave in its array before a smaller array is worth its price.</summary>
    private const int SpareBytesMin = 32;

    /// <summary>A growing value doubles its room up to here and grows by this much beyond, as Redis's strings do.</summary>
    private const int PreallocationBytesMax = 1 << 20;

    private int _slot;

    public EntryVersion Version => shard.Slots.VersionOf(_slot);

    public HeldSlot Of(int slot)
    {
        _slot = slot;
        return this;
    }

    public void Dispose() => store.Leave(shard);

    public bool TryFind(scoped ReadOnlySpan<byte> key, long nowMs, out EntryView entry)
    {
        var place = Find(key, nowMs);
        if (place == ManagedEntry.None)
        {
            shard.Counters.Misses++;
            entry = default;
            return false;
        }

        shard.Counters.Hits++;
        shard.Use(place, nowMs);
        entry = shard.Table[place].View();
        return true;
    }

    public bool TryPeek(scoped ReadOnlySpan<byte> key, long nowMs, out EntryView entry)
    {
        var place = Find(key, nowMs);
        entry = place == ManagedEntry.None ? default : shard.Table[place].View();
        return place != ManagedEntry.None;
    }

    public WriteResult Set(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, ReadOnlySpan<byte> attributes, long expiresAtMs, long nowMs)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(attributes.Length, StoreOptions.AttributesBytesMax);
        var result = store.Admit(key.Length, attributes.Length, value.Length);
        if (result != WriteResult.Done)
        {
            return result;
        }

        var place = Prepare(key, key.Length + attributes.Length + value.Length, nowMs);
        ref var entry = ref shard.Table[place];
        entry.AttributesLength = (byte)attributes.Length;
        entry.ValueLength = value.Length;
        attributes.CopyTo(entry.Data.AsSpan(key.Length));
        value.CopyTo(entry.Value);
        entry.ExpiresAtMs = expiresAtMs;
        entry.Version = shard.Slots.Number(_slot);
        shard.Expiry.Update(place);
        return WriteResult.Done;
    }

    public WriteResult Edit(scoped ReadOnlySpan<byte> key, int length, long nowMs, out Span<byte> value)
    {
        value = default;
        var place = Find(key, nowMs);
        if (place == ManagedEntry.None)
        {
            return EditNew(key, length, nowMs, out value);
        }

        var head = key.Length + shard.Table[place].AttributesLength;
        var result = store.Admit(key.Length, shard.Table[place].AttributesLength, length);
        if (result != WriteResult.Done)
        {
            return result;
        }

        Resize(place, head + length, head + shard.Table[place].ValueLength);
        ref var entry = ref shard.Table[place];
        var kept = Math.Min(entry.ValueLength, length);
        entry.ValueLength = length;
        entry.Value[kept..].Clear();
        entry.Version = shard.Slots.Number(_slot);
        shard.Use(place, nowMs);
        value = entry.Value;
        return WriteResult.Done;
    }

    public bool SetExpiry(ReadOnlySpan<byte> key, long expiresAtMs, long nowMs)
    {
        var place = Find(key, nowMs);
        if (place == ManagedEntry.None)
        {
            return false;
        }

        ref var entry = ref shard.Table[place];
        entry.ExpiresAtMs = expiresAtMs;
        entry.Version = shard.Slots.Number(_slot);
        shard.Expiry.Update(place);
        shard.Use(place, nowMs);
        return true;
    }

    public bool Remove(ReadOnlySpan<byte> key, long nowMs)
    {
        var place = Find(key, nowMs);
        if (place == ManagedEntry.None)
        {
            return false;
        }

        shard.Slots.Number(_slot);
        shard.RemoveAt(place);
        return true;
    }

    public WriteResult Rename(ReadOnlySpan<byte> key, ReadOnlySpan<byte> newKey, long nowMs)
    {
        var result = Copy(key, newKey, nowMs);
        if (result == WriteResult.Done && !key.SequenceEqual(newKey))
        {
            Remove(key, nowMs);
        }

        return result;
    }

    public WriteResult Copy(ReadOnlySpan<byte> key, ReadOnlySpan<byte> target, long nowMs)
    {
        var place = Find(key, nowMs);
        if (place == ManagedEntry.None)
        {
            return WriteResult.Absent;
        }

        if (key.SequenceEqual(target))
        {
            return WriteResult.Done;
        }

        // A copy of the record: it holds on to the source's array, whatever happens to the table meanwhile.
        var source = shard.Table[place];
        return Set(target, source.Value, source.Attributes, source.ExpiresAtMs, nowMs);
    }

    private WriteResult EditNew(scoped ReadOnlySpan<byte> key, int length, long nowMs, out Span<byte> value)
    {
        value = default;
        var result = store.Admit(key.Length, 0, length);
        if (result == WriteResult.Done)
        {
            ref var entry = ref shard.Table[Prepare(key, key.Length + length, nowMs)];
            entry.ValueLength = length;
            entry.Version = shard.Slots.Number(_slot);
            value = entry.Value;
            value.Clear();
        }

        return result;
    }

    private int Find(ReadOnlySpan<byte> key, long nowMs) => shard.Find(key, store.HashOf(key), _slot, nowMs);

    /// <summary>Finds or adds an entry whose array holds the key and has room for <paramref name="dataBytes"/>, and uses it.</summary>
    private int Prepare(ReadOnlySpan<byte> key, int dataBytes, long nowMs)
    {
        var hash = store.HashOf(key);
        var place = shard.Find(key, hash, _slot, nowMs);
        if (place == ManagedEntry.None)
        {
            return shard.Add(key, hash, _slot, GC.AllocateUninitializedArray<byte>(dataBytes), nowMs);
        }

        if (!Fits(shard.Table[place].Data!.Length, dataBytes))
        {
            var data = GC.AllocateUninitializedArray<byte>(dataBytes);
            key.CopyTo(data);
            shard.ReplaceData(place, data);
        }

        shard.Use(place, nowMs);
        return place;
    }

    /// <summary>Makes room for <paramref name="dataBytes"/> bytes, more of it when growing, and keeps the first ones.</summary>
    private void Resize(int place, int dataBytes, int usedBytes)
    {
        var old = shard.Table[place].Data!;
        if (Fits(old.Length, dataBytes) || (dataBytes <= old.Length && dataBytes >= usedBytes))
        {
            return;
        }

        var room = dataBytes > old.Length ? dataBytes + Math.Min(dataBytes, PreallocationBytesMax) : dataBytes;
        var data = GC.AllocateUninitializedArray<byte>(store.Holds(room) ? room : dataBytes);
        old.AsSpan(0, Math.Min(usedBytes, dataBytes)).CopyTo(data);
        shard.ReplaceData(place, data);
    }

    private static bool Fits(int room, int dataBytes) => room >= dataBytes && room - dataBytes <= Math.Max(SpareBytesMin, dataBytes / 4);
}
