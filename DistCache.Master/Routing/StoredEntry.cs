using DistCache.Core.Protocol;

namespace DistCache.Master.Routing;

/// <summary>An entry as <c>DC.GET</c> or <c>DC.HEAD</c> answers it.</summary>
/// <param name="Value">The value; empty after <c>DC.HEAD</c>.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Version">Which state of the entry this is.</param>
/// <param name="TtlMs">What is left of its time to live; -1: it has none.</param>
/// <param name="ContentType">As it was stored, UTF-8; may be empty.</param>
public readonly record struct StoredEntry(
    ReadOnlyMemory<byte> Value, long Length, EntryVersion Version, long TtlMs, ReadOnlyMemory<byte> ContentType)
{
    /// <returns>False for a reply of another shape.</returns>
    public static bool TryRead(in RespReply reply, out StoredEntry entry)
    {
        if (reply.Items is not [var value, var epoch, var sequence, var ttl, var type])
        {
            entry = default;
            return false;
        }

        var isHead = value.Kind == RespReplyKind.Integer;
        entry = new StoredEntry(
            value.Bytes, isHead ? value.Number : value.Bytes.Length, new EntryVersion(epoch.Number, sequence.Number), ttl.Number, type.Bytes);
        return true;
    }
}
