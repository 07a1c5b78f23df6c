using DistCache.Core.Hashing;
using DistCache.Core.Protocol;
using DistCache.Core.Topology;
using DistCache.Node.Commands.Scanning;
using DistCache.Node.Routing;
using DistCache.Node.Storage;

namespace DistCache.Node.Commands.Cluster;

/// <summary><c>CLUSTER</c>: the topology in the forms that Redis Cluster clients read.</summary>
/// <remarks>
/// Every member that serves slots is shown as a master of its own. Copies are not shown as replicas: a node answers for a slot only
/// as its primary, so a client that spreads reads over replicas would be sent back each time.
/// </remarks>
public sealed class ClusterCommands
{
    /// <summary>Keys that one <c>GETKEYSINSLOT</c> answers at the most.</summary>
    private const int ListedKeysMax = 100_000;

    private readonly NodeTopology _topology;
    private readonly IEntryStore _store;
    private readonly SubcommandSet _subcommands;

    public ClusterCommands(NodeTopology topology, IEntryStore store)
    {
        _topology = topology;
        _store = store;
        _subcommands = new SubcommandSet("cluster",
        [
            new("countkeysinslot", 3, "<slot>", "Return the number of keys in <slot>.", CountKeysInSlot),
            new("getkeysinslot", 4, "<slot> <count>", "Return key names stored by current node in a slot.", GetKeysInSlot),
            new("info", 2, "", "Return information about the cluster.", (in context) => context.Reply.Verbatim(ClusterText.Info(_topology.Ownership))),
            new("keyslot", 3, "<key>", "Return the hash slot for <key>.", (in context) => context.Reply.Integer(SlotId.OfKey(context.Arguments[2]).Value)),
            new("myid", 2, "", "Return the node id.", (in context) => context.Reply.BulkString(IdOf(_topology.SelfKey.Id))),
            new("nodes", 2, "", "Return cluster configuration seen by node. Output format: <id> <ip:port@bus-port> <flags> <master> <pings> <pongs> <epoch> <link> <slot> ...", (in context) => context.Reply.Verbatim(ClusterText.Nodes(_topology.Ownership))),
            new("shards", 2, "", "Return information about slot range mappings and the nodes associated with them.", Shards),
            new("slots", 2, "", "Return information about slots range mappings. Each range is made of: start, end, master ip, port and id.", Slots),
        ]);
    }

    public IEnumerable<CommandDefinition> Definitions => [_subcommands.ToDefinition(CommandFlags.None)];

    private string IdOf(NodeId id) => RedisNodeId.Of(_topology.Current.ClusterId, id);

    private void CountKeysInSlot(in CommandContext context)
    {
        if (Numbers.TryInteger(context.Arguments[2], 0, SlotId.SlotCount - 1, out var slot))
        {
            context.Reply.Integer(_store.CountIn(new SlotId(slot)));
        }
        else
        {
            context.Reply.Error("ERR Invalid slot");
        }
    }

    private void GetKeysInSlot(in CommandContext context)
    {
        if (!Numbers.TryInteger(context.Arguments[2], 0, SlotId.SlotCount - 1, out var slot) || !Numbers.TryInteger(context.Arguments[3], 0, int.MaxValue, out var count))
        {
            context.Reply.Error("ERR Invalid slot or number of keys");
            return;
        }

        var keys = new KeyCollector();
        _store.VisitSlot(new SlotId(slot), Math.Min(count, ListedKeysMax), context.NowMs, keys);
        keys.WriteTo(context.Reply);
    }

    private void Slots(in CommandContext context)
    {
        var ranges = SlotRange.AllOf(_topology.Current);
        context.Reply.Array(ranges.Count);
        foreach (var range in ranges)
        {
            context.Reply.Array(3);
            context.Reply.Integer(range.First);
            context.Reply.Integer(range.Last);
            context.Reply.Array(4);
            context.Reply.BulkString(range.Primary.Host);
            context.Reply.Integer(range.Primary.RespPort);
            context.Reply.BulkString(IdOf(range.Primary.Id));
            context.Reply.Array(0);
        }
    }

    private void Shards(in CommandContext context)
    {
        var topology = _topology.Current;
        var byPrimary = SlotRange.AllOf(topology).GroupBy(range => range.Primary).ToList();
        context.Reply.Array(byPrimary.Count);
        foreach (var shard in byPrimary)
        {
            context.Reply.Map(2);
            context.Reply.BulkString("slots"u8);
            context.Reply.Array(2 * shard.Count());
            foreach (var range in shard)
            {
                context.Reply.Integer(range.First);
                context.Reply.Integer(range.Last);
            }

            context.Reply.BulkString("nodes"u8);
            context.Reply.Array(1);
            WriteShardNode(context.Reply, shard.Key, topology.Epoch);
        }
    }

    private void WriteShardNode(RespWriter reply, Member member, Epoch epoch)
    {
        reply.Map(7);
        reply.BulkString("id"u8);
        reply.BulkString(IdOf(member.Id));
        reply.BulkString("port"u8);
        reply.Integer(member.RespPort);
        reply.BulkString("ip"u8);
        reply.BulkString(member.Host);
        reply.BulkString("endpoint"u8);
        reply.BulkString(member.Host);
        reply.BulkString("role"u8);
        reply.BulkString("master"u8);

        // Clients read it only to compare copies of one shard; there is one.
        reply.BulkString("replication-offset"u8);
        reply.Integer((long)epoch.Value);
        reply.BulkString("health"u8);
        reply.BulkString("online"u8);
    }
}
