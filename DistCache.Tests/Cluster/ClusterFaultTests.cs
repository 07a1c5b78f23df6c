using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DistCache.AppHost.Local;
using DistCache.Tests.Support;

namespace DistCache.Tests.Cluster;

/// <summary>Real processes killed under a whole cluster; each test has a cluster of its own.</summary>
public sealed class ClusterFaultTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http = new();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Kill_OfANode_ItsSlotsAreServedAgainByItsNextRunAndTheOthersKeepTheirKeys()
    {
        await using var host = await AppHostProcess.StartAsync(new AppHostProcessOptions());
        var owners = await PutKeysAsync(host.Front, 90);

        Signals.Send(host.Processes["node-2"], Signals.Kill).ShouldBeTrue();
        await host.Output.AwaitAsync(line => line.Contains("node-2 is healthy again"), "the restart of node-2", Limit);
        await Eventually.TrueAsync(() => IsOkAsync(host.Masters[0]), "the cluster is ok again");

        foreach (var (key, owner) in owners)
        {
            using var get = await _http.GetAsync(new Uri(host.Front, $"/cache/{key}"));
            get.StatusCode.ShouldBe(owner == "node-2" ? HttpStatusCode.NotFound : HttpStatusCode.OK, $"{key} of {owner}");
        }

        (await PutKeysAsync(host.Front, 90)).ShouldBe(owners, ignoreOrder: true);
    }

    [Fact]
    public Task Kill_OfTheLeadingMaster_TheSharedFrontGoesOnAndAMasterLeadsAgain() => KillTheLeaderAsync("shared");

    [RequiresProgramFact("nginx")]
    public Task Kill_OfTheLeadingMaster_TheFrontOfNginxGoesOnAndAMasterLeadsAgain() => KillTheLeaderAsync("nginx");

    [Fact]
    public async Task Kill_OfTheAppHost_LeavesNoProcessAndTheNextRunIsTheSameClusterWithAnotherNode()
    {
        using var data = new TemporaryFolder();
        var options = new AppHostProcessOptions { DataFolder = data.Path };
        string cluster;
        await using (var host = await AppHostProcess.StartAsync(options))
        {
            cluster = await ClusterIdAsync(host.Front);
            host.Signal(Signals.Kill);
            await host.EndAsync();
            await host.NothingLeftAsync(Limit);
        }

        await using var again = await AppHostProcess.StartAsync(options with { Nodes = 4 });
        (await ClusterIdAsync(again.Front)).ShouldBe(cluster);
        (await PutKeysAsync(again.Front, 60)).Values.Distinct().ShouldBe(["node-1", "node-2", "node-3", "node-4"], ignoreOrder: true);
    }

    [Fact]
    public async Task Kill_OfDotnetRun_LeavesNoProcess()
    {
        await using var host = await AppHostProcess.StartAsync(new AppHostProcessOptions { IsStartedByDotnetRun = true });

        host.Signal(Signals.Kill);

        await host.EndAsync();
        await host.NothingLeftAsync(Limit);
    }

    [Fact]
    public async Task CacheSize_GivenToTheAppHost_LimitsEveryNode()
    {
        var given = new Dictionary<string, string> { ["CACHE_SIZE"] = "5" };
        await using var host = await AppHostProcess.StartAsync(new AppHostProcessOptions { Environment = given, Masters = 1 });

        await PutKeysAsync(host.Front, 100);

        var found = 0;
        for (var i = 0; i < 100; i++)
        {
            using var get = await _http.GetAsync(new Uri(host.Front, $"/cache/key-{i}"));
            found += get.IsSuccessStatusCode ? 1 : 0;
        }

        found.ShouldBe(15);
    }

    private async Task KillTheLeaderAsync(string front)
    {
        await using var host = await AppHostProcess.StartAsync(new AppHostProcessOptions { Front = front });
        await PutKeysAsync(host.Front, 10);
        var leader = "";
        await Eventually.TrueAsync(async () => (leader = await LeaderAsync(host.Masters[0])).Length > 0, "the first master knows who leads");

        var before = host.Output.Lines;
        Signals.Send(host.Processes[leader], Signals.Kill).ShouldBeTrue();
        await Eventually.TrueAsync(async () => (await _http.GetAsync(new Uri(host.Front, "/cache/key-1"))).IsSuccessStatusCode, "the front answers");
        await host.Output.AwaitAsync(line => line.Contains("leads now") && !before.Contains(line), "a master that leads again", Limit);
        await host.Output.AwaitAsync(line => line.Contains($"{leader} is healthy again"), "the restart of the master", Limit);

        await PutKeysAsync(host.Front, 10);
    }

    /// <summary>Puts keys through an address.</summary>
    /// <returns>The node that took each.</returns>
    private async Task<Dictionary<string, string>> PutKeysAsync(Uri through, int count)
    {
        var owners = new Dictionary<string, string>();
        for (var i = 0; i < count; i++)
        {
            using var put = await _http.PutAsync(new Uri(through, $"/cache/key-{i}"), new StringContent("value"));
            put.StatusCode.ShouldBe(HttpStatusCode.OK, $"key-{i}: {await put.Content.ReadAsStringAsync()}");
            owners[$"key-{i}"] = put.Headers.GetValues("DistCache-Node").Single();
        }

        return owners;
    }

    private async Task<bool> IsOkAsync(Uri master) =>
        (await _http.GetFromJsonAsync<JsonElement>(new Uri(master, "/health"))).GetProperty("state").GetString() == "ok";

    private async Task<string> LeaderAsync(Uri master) =>
        (await _http.GetFromJsonAsync<JsonElement>(new Uri(master, "/masters"))).GetProperty("leader").GetString() ?? "";

    private async Task<string> ClusterIdAsync(Uri master) =>
        (await _http.GetFromJsonAsync<JsonElement>(new Uri(master, "/topology"))).GetProperty("clusterId").GetString()!;
}
