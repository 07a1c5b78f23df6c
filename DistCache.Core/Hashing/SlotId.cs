using System.Globalization;

namespace DistCache.Core.Hashing;

/// <summary>One of the 16384 fixed partitions of the key space, <c>0..SlotCount-1</c>.</summary>
public readonly record struct SlotId : IComparable<SlotId>
{
    /// <summary>How many slots there are; Redis Cluster's number, so its clients route to us unchanged.</summary>
    public const int SlotCount = 16384;

    private readonly ushort _value;

    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is not in <c>0..SlotCount-1</c>.</exception>
    public SlotId(int value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(value, SlotCount);
        _value = (ushort)value;
    }

    public int Value => _value;

    /// <summary>
    /// The slot of a key: CRC-16 of the key, or of its hash tag, modulo <see cref="SlotCount"/>. The hash tag is what stands
    /// between the first <c>{</c> and the first <c>}</c> after it, when that is not empty.
    /// </summary>
    /// <remarks>Source: the Redis Cluster specification, "Hash tags".</remarks>
    public static SlotId OfKey(ReadOnlySpan<byte> key) => new(Crc16.Compute(HashedPart(key)) & (SlotCount - 1));

    public int CompareTo(SlotId other) => _value.CompareTo(other._value);

    public override string ToString() => _value.ToString(CultureInfo.InvariantCulture);

    private static ReadOnlySpan<byte> HashedPart(ReadOnlySpan<byte> key)
    {
        var open = key.IndexOf((byte)'{');
        if (open < 0)
        {
            return key;
        }

        var tag = key[(open + 1)..];
        var length = tag.IndexOf((byte)'}');
        return length > 0 ? tag[..length] : key;
    }

    public static bool operator <(SlotId left, SlotId right) => left._value < right._value;

    public static bool operator >(SlotId left, SlotId right) => left._value > right._value;

    public static bool operator <=(SlotId left, SlotId right) => left._value <= right._value;

    public static bool operator >=(SlotId left, SlotId right) => left._value >= right._value;
}
