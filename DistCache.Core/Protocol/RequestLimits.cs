namespace DistCache.Core.Protocol;

/// <summary>What one request may take, checked before memory is reserved for it.</summary>
/// <param name="BulkBytesMax">Longest argument that is kept. A longer one, up to <see cref="DiscardedBulkBytesMax"/>, is read past.</param>
public sealed record RequestLimits(long BulkBytesMax = RequestLimits.DefaultBulkBytesMax)
{
    /// <summary>The default limit of a value, 16 MB.</summary>
    public const long DefaultBulkBytesMax = 16L << 20;

    /// <summary>As in Redis: the longest line without its line feed.</summary>
    public const int LineBytesMax = 64 * 1024;

    /// <summary>As in Redis.</summary>
    public const int ArgumentsMax = 1024 * 1024;

    /// <summary>Redis's own limit of an argument. One that is announced longer is no mistake of size but garbage: the connection ends.</summary>
    public const long DiscardedBulkBytesMax = 512L << 20;

    /// <summary>What all arguments of a request may take together: four values of the largest size, at least 16 MB.</summary>
    public long RequestBytesMax { get; init; } = Math.Clamp(4 * BulkBytesMax, DefaultBulkBytesMax, 1L << 30);

    /// <summary>Says which limit is exceeded, or null.</summary>
    /// <param name="argumentBytes">Of one argument.</param>
    /// <param name="requestBytes">Of all arguments so far, that one included.</param>
    internal string? Problem(long argumentBytes, long requestBytes) => argumentBytes > BulkBytesMax
        ? $"argument of {argumentBytes} bytes is longer than the limit of {BulkBytesMax} bytes"
        : requestBytes > RequestBytesMax
            ? $"request of {requestBytes} bytes and more is longer than the limit of {RequestBytesMax} bytes"
            : null;
}
