using DistCache.Master.Nodes;

namespace DistCache.Master.Routing;

/// <summary><c>DC.SET key value [PX ms] [TYPE content-type] [condition]</c>.</summary>
/// <param name="key">The entry's key.</param>
/// <param name="value">Not to be changed after this where it is longer than <see cref="CommandBuffer.CopyBytesMax"/>.</param>
/// <param name="ttlMs">Time to live; 0: for good.</param>
/// <param name="contentType">Kept with the value; may be empty.</param>
/// <param name="condition">What must be so.</param>
public readonly struct StoreEntry(
    ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> value, long ttlMs, string contentType, WriteCondition condition) : INodeCommand
{
    public void WriteTo(CommandBuffer buffer)
    {
        buffer.Begin(3 + (ttlMs > 0 ? 2 : 0) + (contentType.Length > 0 ? 2 : 0) + condition.ArgumentCount);
        buffer.Argument("DC.SET"u8);
        buffer.Argument(key.Span);
        buffer.Value(value);
        if (ttlMs > 0)
        {
            buffer.Argument("PX"u8);
            buffer.Argument(ttlMs);
        }

        if (contentType.Length > 0)
        {
            buffer.Argument("TYPE"u8);
            buffer.Argument(contentType);
        }

        condition.WriteTo(buffer);
    }
}
