using DistCache.Core.Membership;
using DistCache.Core.Protocol;
using DistCache.Master.Nodes;

namespace DistCache.Master.Leading;

/// <summary><c>DC.PROBE</c>: asks a node who it is and how it is.</summary>
public readonly struct ProbeCommand : INodeCommand
{
    public void WriteTo(CommandBuffer buffer)
    {
        buffer.Begin(1);
        buffer.Argument("DC.PROBE"u8);
    }

    /// <summary>The answer as a status, or null where it is none.</summary>
    public static NodeStatus? Read(RespReply reply)
    {
        if (reply.Items.Length == 0)
        {
            return null;
        }

        var fields = new Dictionary<string, long>();
        for (var i = 0; i + 1 < reply.Items.Length; i += 2)
        {
            if (reply.Items[i + 1].TryGetInteger(out var value))
            {
                fields[reply.Items[i].Text] = value;
            }
        }

        return fields.ContainsKey("incarnation") ? NodeStatus.FromFields(fields) : null;
    }
}
