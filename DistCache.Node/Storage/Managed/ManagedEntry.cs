using System.Runtime.CompilerServices;

namespace DistCache.Node.Storage.Managed;

/// <summary>One entry of a shard's table. Its links into the shard's structures are places in the table, or <see cref="None"/>.</summary>
internal struct ManagedEntry
{
    public const int None = -1;

    /// <summary>
    /// What an entry costs beside its bytes: this record, the header and length of its array with rounding, its share of the index
    /// and of the expiry heap. Tables that double are on average three quarters full, so their share counts one and a third times.
    /// </summary>
    public static readonly int OverheadBytes =
        ArrayOverheadBytes + ((Unsafe.SizeOf<ManagedEntry>() + sizeof(int) + ExpiryHeap.ItemBytes) * 4 / 3);

    private const int ArrayOverheadBytes = 24;

    /// <summary>Key, attributes, value and spare room, in this order; null: this place is free.</summary>
    public byte[]? Data;

    public EntryVersion Version;
    public long ExpiresAtMs;

    /// <summary>When it was last used, in uses of the whole store.</summary>
    public long UsedAt;

    /// <summary>When it was last used, in Unix seconds.</summary>
    public uint UsedAtSeconds;

    public uint Hash;
    public int ValueLength;

    /// <summary>The next entry of the same index bucket; the next free place of a free one.</summary>
    public int NextInBucket;

    public int PreviousInSlot;
    public int NextInSlot;
    public int Newer;
    public int Older;

    /// <summary>Where the expiry heap has it; <see cref="None"/>: it does not expire.</summary>
    public int HeapPosition;

    public ushort Slot;
    public ushort KeyLength;
    public byte AttributesLength;

    public readonly ReadOnlySpan<byte> Key => Data.AsSpan(0, KeyLength);

    public readonly ReadOnlySpan<byte> Attributes => Data.AsSpan(KeyLength, AttributesLength);

    public readonly Span<byte> Value => Data.AsSpan(KeyLength + AttributesLength, ValueLength);

    public readonly int MemoryBytes => MemoryBytesOf(Data!.Length);

    public static int MemoryBytesOf(int dataBytes) => dataBytes + OverheadBytes;

    public readonly bool HasExpired(long nowMs) => ExpiresAtMs != 0 && ExpiresAtMs <= nowMs;

    public readonly EntryView View() => new()
    {
        Value = Value,
        Attributes = Attributes,
        ExpiresAtMs = ExpiresAtMs,
        Version = Version,
        UsedAtMs = UsedAtSeconds * 1000L,
        MemoryBytes = MemoryBytes,
    };
}
