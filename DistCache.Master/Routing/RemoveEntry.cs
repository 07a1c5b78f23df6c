using DistCache.Master.Nodes;

namespace DistCache.Master.Routing;

/// <summary><c>DC.DEL key [condition]</c>.</summary>
public readonly struct RemoveEntry(ReadOnlyMemory<byte> key, WriteCondition condition) : INodeCommand
{
    public void WriteTo(CommandBuffer buffer)
    {
        buffer.Begin(2 + condition.ArgumentCount);
        buffer.Argument("DC.DEL"u8);
        buffer.Argument(key.Span);
        condition.WriteTo(buffer);
    }
}
