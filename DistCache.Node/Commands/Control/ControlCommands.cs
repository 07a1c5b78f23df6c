using DistCache.Core.Topology;
using DistCache.Node.Reporting;
using DistCache.Node.Routing;

namespace DistCache.Node.Commands.Control;

/// <summary>What masters tell and ask a node: <c>DC.TOPOLOGY</c> and <c>DC.PROBE</c>.</summary>
public sealed class ControlCommands(NodeTopology topology, NodeStatusSource status)
{
    public IEnumerable<CommandDefinition> Definitions =>
    [
        new("dc.probe", 1, CommandFlags.Admin | CommandFlags.Fast, KeyPositions.None, Probe),
        new("dc.topology", 2, CommandFlags.Admin, KeyPositions.None, Install),
    ];

    private void Probe(in CommandContext context)
    {
        var fields = status.Current().Fields.ToArray();
        context.Reply.Map(fields.Length);
        foreach (var (name, value) in fields)
        {
            context.Reply.BulkString(name);
            context.Reply.Integer(value);
        }
    }

    /// <summary>Answers the epoch that the node goes by now, which is a later one when the record was old.</summary>
    private void Install(in CommandContext context)
    {
        ClusterTopology next;
        try
        {
            next = TopologyCodec.Decode(context.Arguments[1]);
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentException)
        {
            context.Reply.Error("ERR " + e.Message);
            return;
        }

        var held = topology.Current;
        if (!topology.TryInstall(next) && held.Epoch != Epoch.None && held.ClusterId != next.ClusterId)
        {
            context.Reply.Error($"ERR the topology is of the cluster {next.ClusterId}; this node belongs to {held.ClusterId}");
            return;
        }

        context.Reply.Integer((long)topology.Current.Epoch.Value);
    }
}
