using DistCache.Master.Nodes;

namespace DistCache.Master.Routing;

/// <summary><c>DC.GET key</c>, or <c>DC.HEAD key</c>, which gives the value's length in place of the value.</summary>
public readonly struct ReadEntry(ReadOnlyMemory<byte> key, bool isHead = false) : INodeCommand
{
    public void WriteTo(CommandBuffer buffer)
    {
        buffer.Begin(2);
        buffer.Argument(isHead ? "DC.HEAD"u8 : "DC.GET"u8);
        buffer.Argument(key.Span);
    }
}
