using DistCache.Tests.Node.Support;
using DistCache.Tests.Support;

namespace DistCache.Tests.Node.Conformance;

public sealed class RedisCliTests
{
    [RequiresProgramFact("redis-cli")]
    public async Task Resp2_Session_AnswersAsRedisDoes()
    {
        await using var node = await RunningNode.StartAloneAsync();
        var run = await CliAsync(node, [], "SET a \"b c\"\nGET a\nGET none\nINCR n\nECHO hi\nSELECT 0\nSELECT 1\nHELLO\nCONFIG GET databases\nCOMMAND COUNT\nQUIT\n");
        var lines = run.Output.Split('\n');
        lines[..7].ShouldBe(["OK", "b c", "", "1", "hi", "OK", "ERR SELECT is not allowed in cluster mode"]);
        run.Output.ShouldContain("mode\ncluster");
        run.Output.ShouldContain("databases\n1\n");
    }

    [RequiresProgramFact("redis-cli")]
    public async Task Resp3_Session_AnswersAsRedisDoes()
    {
        await using var node = await RunningNode.StartAloneAsync();
        var run = await CliAsync(node, ["-3", "--no-raw"], "SET a 1\nGET none\nCONFIG GET databases\nHELLO\nCLIENT SETNAME me\nCLIENT GETNAME\n");
        run.Output.ShouldContain("OK\n(nil)\n1# \"databases\" => \"1\"\n");
        run.Output.ShouldContain("\"proto\" => (integer) 3");
        run.Output.ShouldContain("\"me\"");
    }

    [RequiresProgramFact("redis-cli")]
    public async Task ClusterMode_KeysOfThreeNodes_FollowsMoved()
    {
        await using var cluster = await RunningCluster.StartAsync(3);
        var sets = string.Concat(Enumerable.Range(0, 100).Select(i => $"SET key:{i} value:{i}\n"));
        var gets = string.Concat(Enumerable.Range(0, 100).Select(i => $"GET key:{i}\n"));
        Answers(await CliAsync(cluster.Nodes[0], ["-c"], sets)).ShouldBe(Enumerable.Repeat("OK", 100));
        Answers(await CliAsync(cluster.Nodes[2], ["-c"], gets)).ShouldBe(Enumerable.Range(0, 100).Select(i => $"value:{i}"));
        cluster.Nodes.ShouldAllBe(node => node.Store.Count > 10);
        (await CliAsync(cluster.Nodes[0], [], "GET {foo}\n")).Output.ShouldStartWith($"MOVED 12182 127.0.0.1:{cluster.Nodes[2].Port}");
    }

    [RequiresProgramFact("redis-cli")]
    public async Task ClusterCheck_ThreeNodes_FindsAllSlotsCoveredAndAgreedUpon()
    {
        await using var cluster = await RunningCluster.StartAsync(3);
        var run = await ProgramRun.OfAsync("redis-cli", ["--cluster", "check", $"127.0.0.1:{cluster.Nodes[1].Port}"]);
        run.ExitCode.ShouldBe(0, run.Output);
        run.Output.ShouldContain("0 keys in 3 masters");
        run.Output.ShouldContain("All nodes agree about slots configuration");
        run.Output.ShouldContain("All 16384 slots covered");
    }

    [RequiresProgramFact("redis-cli")]
    public async Task Memory_LargeValueThroughPipe_IsStoredWhole()
    {
        await using var node = await RunningNode.StartAloneAsync();
        var value = new string('v', 3_000_000);
        (await ProgramRun.OfAsync("redis-cli", ["-p", $"{node.Port}", "-x", "SET", "large"], value)).Output.ShouldBe("OK\n");
        (await CliAsync(node, [], "STRLEN large\n")).Output.ShouldBe("3000000\n");
        (await CliAsync(node, [], "GET large\n")).Output.ShouldBe(value + "\n");
    }

    private static Task<ProgramRun> CliAsync(RunningNode node, string[] options, string input) =>
        ProgramRun.OfAsync("redis-cli", ["-p", $"{node.Port}", .. options], input);

    /// <summary>Without the lines that tell of redirections.</summary>
    private static IEnumerable<string> Answers(ProgramRun run) =>
        run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith("-> Redirected", StringComparison.Ordinal));
}
