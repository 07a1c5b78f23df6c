using DistCache.Tests.Support;

namespace DistCache.Tests.Cluster;

/// <summary>Nodes that come to a running cluster.</summary>
public sealed class ClusterJoinTests
{
    [Fact]
    public async Task NodeByHand_GivenOnlyAMastersAddress_IsListedByEveryMaster()
    {
        await using var host = await AppHostProcess.StartAsync(new AppHostProcessOptions { Masters = 2, Nodes = 1 });
        using var http = new HttpClient();
        await using var node = await HandStartedNode.StartAsync(host.Masters[1]);

        await Eventually.TrueAsync(
            async () => (await http.GetStringAsync(new Uri(host.Masters[0], "/nodes"))).Contains($"\"respPort\":{node.RespPort}"),
            $"the node at RESP port {node.RespPort} is listed by another master");
    }
}
