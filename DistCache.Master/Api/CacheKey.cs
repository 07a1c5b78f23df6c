using System.Buffers;
using DistCache.Core.Hashing;

namespace DistCache.Master.Api;

/// <summary>The decoded key of a request, in a rented array that is to be returned once.</summary>
public readonly struct CacheKey
{
    private readonly byte[] _rented;
    private readonly int _length;

    private CacheKey(byte[] rented, int length)
    {
        _rented = rented;
        _length = length;
        Slot = SlotId.OfKey(rented.AsSpan(0, length));
    }

    public ReadOnlyMemory<byte> Bytes => _rented.AsMemory(0, _length);

    public SlotId Slot { get; }

    /// <summary>Decodes a key and checks its length.</summary>
    /// <param name="encoded">As it stands in the request.</param>
    /// <param name="isPlusSpace">Whether it is of a query.</param>
    /// <param name="bytesMax">The longest taken.</param>
    /// <param name="key">The key; to be returned with <see cref="Return"/>.</param>
    /// <param name="detail">What is wrong, where there is more to say than the problem's type does.</param>
    /// <returns>Null when it can be taken.</returns>
    public static ProblemType? TryDecode(ReadOnlySpan<char> encoded, bool isPlusSpace, int bytesMax, out CacheKey key, out string? detail)
    {
        key = default;
        detail = null;
        if (encoded.IsEmpty)
        {
            return ProblemType.KeyMissing;
        }

        var rented = ArrayPool<byte>.Shared.Rent(3 * encoded.Length);
        if (!PercentEncoding.TryDecode(encoded, rented, isPlusSpace, out var length))
        {
            ArrayPool<byte>.Shared.Return(rented);
            detail = "In the key a percent sign is not followed by two hexadecimal digits; a percent sign itself is %25.";
            return ProblemType.BadRequest;
        }

        if (length > bytesMax)
        {
            ArrayPool<byte>.Shared.Return(rented);
            detail = $"The key has {length} bytes, {bytesMax} are taken.";
            return ProblemType.KeyTooLong;
        }

        key = new CacheKey(rented, length);
        return null;
    }

    public void Return() => ArrayPool<byte>.Shared.Return(_rented);
}
