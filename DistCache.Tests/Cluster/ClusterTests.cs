using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DistCache.Tests.Support;

namespace DistCache.Tests.Cluster;

/// <summary>What a user does first, on a cluster as one command starts it.</summary>
public sealed class ClusterTests(RunningSystem system) : IClassFixture<RunningSystem>
{
    private const int KeyCount = 300;

    [RequiresProgramFact("curl")]
    public async Task SeedCommands_ByCurlThroughTheFront_WorkWordForWord()
    {
        var front = $"http://localhost:{system.Host.Front.Port}";

        (await OutputAsync("curl", "-s", $"{front}/health")).ShouldContain("\"state\":\"ok\"");
        await OutputAsync("curl", "-sf", "-X", "PUT", $"{front}/cache/?key=test&value=hello");
        (await OutputAsync("curl", "-sf", $"{front}/cache/?key=test")).ShouldBe("hello");
    }

    [Fact]
    public async Task Put_ThroughAnyMaster_IsReadThroughEveryOther()
    {
        var masters = system.Host.Masters;
        for (var i = 0; i < KeyCount; i++)
        {
            using var put = await system.Http.PutAsync(new Uri(masters[i % masters.Count], $"/cache/any-{i}"), new StringContent($"value-{i}"));
            put.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        var nodes = new HashSet<string>();
        for (var i = 0; i < KeyCount; i++)
        {
            foreach (var master in masters)
            {
                using var get = await system.Http.GetAsync(new Uri(master, $"/cache/any-{i}"));
                (await get.Content.ReadAsStringAsync()).ShouldBe($"value-{i}");
                nodes.Add(get.Headers.GetValues("DistCache-Node").Single());
            }
        }

        nodes.ShouldBe(["node-1", "node-2", "node-3"], ignoreOrder: true);
    }

    [Fact]
    public async Task Nodes_OfAFreshCluster_ShareTheSlotsEvenly()
    {
        var answer = await system.Http.GetFromJsonAsync<JsonElement>(new Uri(system.Host.Front, "/nodes"));

        answer.GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("primarySlots").GetInt32()).Order().ShouldBe([5461, 5461, 5462]);
    }

    [RequiresProgramFact("redis-cli")]
    public async Task RedisCli_InClusterMode_ReadsWhatHttpWroteAndTheOtherWayRound()
    {
        using var put = await system.Http.PutAsync(new Uri(system.Host.Front, "/cache/from-http"), new StringContent("by http"));
        foreach (var port in system.Host.RespPorts)
        {
            (await OutputAsync("redis-cli", "-c", "-p", $"{port}", "get", "from-http")).TrimEnd().ShouldBe("by http");
        }

        (await OutputAsync("redis-cli", "-c", "-p", $"{system.Host.RespPorts[0]}", "set", "from-resp", "by resp")).TrimEnd().ShouldBe("OK");
        (await system.Http.GetStringAsync(new Uri(system.Host.Front, "/cache/from-resp"))).ShouldBe("by resp");
    }

    [RequiresProgramFact("redis-benchmark")]
    public async Task RedisBenchmark_InClusterMode_RunsOverAllNodes()
    {
        var output = await OutputAsync(
            "redis-benchmark", "--cluster", "-p", $"{system.Host.RespPorts[1]}", "-t", "set,get", "-n", "6000", "-r", "10000", "-P", "8", "-c", "12", "--csv");

        output.ShouldContain("\"SET\"");
        output.ShouldContain("\"GET\"");
    }

    [Fact]
    public async Task Console_OfAHealthyCluster_ListsNodesMastersAndRing()
    {
        var page = await system.Http.GetStringAsync(system.Host.Console);

        foreach (var word in new[] { "node-1", "node-2", "node-3", "master-1", "master-2", "master-3", "alive", "Ring", "5,461" })
        {
            page.ShouldContain(word);
        }

        var style = System.Text.RegularExpressions.Regex.Match(page, "href=\"(console[^\"]*\\.css)\"").Groups[1].Value;
        (await system.Http.GetStringAsync(new Uri(system.Host.Console, style))).ShouldContain("font-family");
    }

    private static async Task<string> OutputAsync(string program, params string[] arguments)
    {
        var run = await ProgramRun.OfAsync(program, arguments);
        run.ExitCode.ShouldBe(0, run.Output);
        return run.Output;
    }
}
