using System.Collections.Immutable;
using System.Text;
using DistCache.Core.Hashing;
using DistCache.Core.Topology;

namespace DistCache.Tests.Node.Support;

/// <summary>Nodes in this process that share the slots in equal parts, told so as a master would tell them.</summary>
internal sealed class RunningCluster : IAsyncDisposable
{
    private readonly List<RunningNode> _nodes = [];

    public IReadOnlyList<RunningNode> Nodes => _nodes;

    public static async Task<RunningCluster> StartAsync(int count)
    {
        var cluster = new RunningCluster();
        for (var i = 1; i <= count; i++)
        {
            cluster._nodes.Add(await RunningNode.StartAsync($"node-{i}"));
        }

        await cluster.InstallAsync(epoch: 1, slot => slot * count / SlotId.SlotCount);
        return cluster;
    }

    /// <summary>Sends every node a topology.</summary>
    /// <param name="epoch">Of the topology and of each slot.</param>
    /// <param name="ownerOf">Index of the node that owns a slot.</param>
    /// <param name="heldEpoch">What the nodes are to answer; null: the same.</param>
    public async Task InstallAsync(ulong epoch, Func<int, int> ownerOf, ulong? heldEpoch = null)
    {
        var slots = Enumerable.Range(0, SlotId.SlotCount)
            .Select(slot => new SlotAssignment(new Epoch(epoch), [new SlotCopy(ownerOf(slot), CopyRole.Primary)]))
            .ToImmutableArray();
        var record = TopologyCodec.Encode(new ClusterTopology("test", new Epoch(epoch), 1, [.. _nodes.Select(node => node.Member)], slots));
        foreach (var node in _nodes)
        {
            await using var client = await node.ConnectAsync();
            await client.SendAsync($"*2\r\n$11\r\nDC.TOPOLOGY\r\n${record.Length}\r\n");
            await client.SendAsync(record);
            await client.ExpectAsync("\r\n", $":{heldEpoch ?? epoch}\r\n");
        }
    }

    public RunningNode OwnerOf(string key) => _nodes.Single(node => node.Topology.Ownership.Owns(SlotId.OfKey(Encoding.UTF8.GetBytes(key))));

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
    }
}
