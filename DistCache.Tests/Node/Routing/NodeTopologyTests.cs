using DistCache.Core.Topology;
using DistCache.Tests.Node.Support;

namespace DistCache.Tests.Node.Routing;

public sealed class NodeTopologyTests
{
    [Fact]
    public async Task BeforeAnyTopology_KeyedCommands_SayClusterDownAndOthersWork()
    {
        await using var node = await RunningNode.StartAsync("node-1");
        await using var client = await node.ConnectAsync();
        await client.ExpectAsync("GET a\r\n", "-CLUSTERDOWN Hash slot not served\r\n");
        await client.ExpectAsync("PING\r\n", "+PONG\r\n");
        await client.ExpectAsync("CLUSTER SLOTS\r\n", "*0\r\n");
    }

    [Theory]
    [InlineData("OBJECT HELP")]
    [InlineData("MEMORY HELP")]
    public async Task SubcommandWithoutKeys_OnANodeOfFewSlotsOrNone_IsAnsweredThere(string request)
    {
        await using var waiting = await RunningNode.StartAsync("node-0");
        await using var cluster = await RunningCluster.StartAsync(2);
        foreach (var node in cluster.Nodes.Prepend(waiting))
        {
            await using var client = await node.ConnectAsync();
            await client.ExpectAsync(request + "\r\nQUIT\r\n", "*");
            (await client.ReadToEndAsync()).ShouldEndWith("+    Prints this help.\r\n+OK\r\n");
        }
    }

    [Theory]
    [InlineData("OBJECT HELP b", "-ERR wrong number of arguments for 'object|help' command")]
    [InlineData("OBJECT nothing b", "-ERR unknown subcommand 'nothing'. Try OBJECT HELP.")]
    [InlineData("MEMORY USAGE b", "-MOVED 3300 127.0.0.1:<port>")]
    public async Task Subcommand_ForAKeyOfAnotherNode_IsMovedOnlyIfItExists(string request, string answer)
    {
        await using var cluster = await RunningCluster.StartAsync(2);
        await using var client = await cluster.Nodes[1].ConnectAsync();
        await client.ExpectAsync(request + "\r\n", answer.Replace("<port>", $"{cluster.Nodes[0].Port}") + "\r\n");
    }

    [Fact]
    public async Task Install_SlotGoesAway_IsMovedAndItsEntriesAreDropped()
    {
        await using var cluster = await RunningCluster.StartAsync(2);
        var (first, second) = (cluster.Nodes[0], cluster.Nodes[1]);
        await using var client = await first.ConnectAsync();
        await client.ExpectAsync("CLUSTER KEYSLOT b\r\nSET b 1\r\n", ":3300\r\n+OK\r\n");

        await cluster.InstallAsync(epoch: 2, _ => 1);

        await client.ExpectAsync("GET b\r\n", $"-MOVED 3300 127.0.0.1:{second.Port}\r\n");
        first.Store.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Install_SlotComesBack_IsEmpty()
    {
        await using var cluster = await RunningCluster.StartAsync(2);
        await using var client = await cluster.Nodes[0].ConnectAsync();
        await client.ExpectAsync("SET b 1\r\n", "+OK\r\n");

        await cluster.InstallAsync(epoch: 2, _ => 1);
        await cluster.InstallAsync(epoch: 3, _ => 0);

        await client.ExpectAsync("GET b\r\n", "$-1\r\n");
    }

    [Fact]
    public async Task Install_OlderEpoch_IsIgnoredAndTheHeldOneAnswered()
    {
        await using var cluster = await RunningCluster.StartAsync(1);
        await cluster.InstallAsync(epoch: 5, _ => 0);
        var held = cluster.Nodes[0].Topology.Current;

        await cluster.InstallAsync(epoch: 4, _ => 0, heldEpoch: 5);

        cluster.Nodes[0].Topology.Current.ShouldBeSameAs(held);
    }

    [Fact]
    public async Task Install_ForeignCluster_IsRefused()
    {
        await using var alone = await RunningNode.StartAloneAsync();
        await using var client = await alone.ConnectAsync();
        var record = TopologyCodec.Encode(ClusterTopology.Empty("other", 1));
        await client.SendAsync($"*2\r\n$11\r\nDC.TOPOLOGY\r\n${record.Length}\r\n");
        await client.SendAsync(record);
        await client.ExpectAsync("\r\n", "-ERR the topology is of the cluster other; this node belongs to standalone\r\n");
    }

    [Fact]
    public async Task Slots_OfAnEarlierRunOfThisNode_AreNotServedAndNotSentBackHere()
    {
        await using var cluster = await RunningCluster.StartAsync(1);
        await using var client = await cluster.Nodes[0].ConnectAsync();
        await client.ExpectAsync("SET a 1\r\n", "+OK\r\n");

        cluster.Nodes[0].Topology.Rename(new Incarnation(9));

        await client.ExpectAsync("GET a\r\n", "-CLUSTERDOWN Hash slot not served\r\n");
        cluster.Nodes[0].Store.Count.ShouldBe(0);
    }
}
