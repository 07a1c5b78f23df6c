using DistCache.Core.Protocol;
using DistCache.Core.Topology;
using DistCache.Master.Nodes;

namespace DistCache.Master.Leading;

/// <summary><c>DC.TOPOLOGY record</c>: tells a node the topology.</summary>
/// <param name="record">As <see cref="TopologyCodec"/> writes it.</param>
public readonly struct TopologyCommand(byte[] record) : INodeCommand
{
    public void WriteTo(CommandBuffer buffer)
    {
        buffer.Begin(2);
        buffer.Argument("DC.TOPOLOGY"u8);
        buffer.Value(record);
    }

    /// <summary>Epoch of the topology that the node goes by now; none where it refused.</summary>
    public static Epoch Read(RespReply reply) =>
        !reply.IsError && reply.TryGetInteger(out var epoch) && epoch > 0 ? new Epoch((ulong)epoch) : Epoch.None;
}
