using System.Buffers;
using System.Text;

namespace DistCache.Master.Api;

/// <summary>The content type that is kept with a value.</summary>
public static class StoredContentType
{
    public const string OfBytes = "application/octet-stream";

    public const string OfText = "text/plain; charset=utf-8";

    /// <summary>As many as a node keeps.</summary>
    public const int LengthMax = 255;

    private static readonly SearchValues<byte> Printable = SearchValues.Create([.. Enumerable.Range(0x20, 0x5F).Select(b => (byte)b)]);

    /// <summary>What to answer: <see cref="OfBytes"/> where none was stored (over RESP), or where it could not stand in a header.</summary>
    public static string ToHeader(ReadOnlySpan<byte> stored) =>
        stored.IsEmpty || stored.SequenceEqual("application/octet-stream"u8) || stored.ContainsAnyExcept(Printable) ? OfBytes
        : stored.SequenceEqual("text/plain; charset=utf-8"u8) ? OfText
        : Encoding.ASCII.GetString(stored);
}
