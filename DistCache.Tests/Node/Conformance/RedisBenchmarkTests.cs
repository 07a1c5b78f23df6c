using DistCache.Tests.Node.Support;
using DistCache.Tests.Support;

namespace DistCache.Tests.Node.Conformance;

public sealed class RedisBenchmarkTests
{
    [RequiresProgramFact("redis-benchmark")]
    public async Task Pipelined_UsualCommands_RunToTheirEnd()
    {
        await using var node = await RunningNode.StartAloneAsync();
        var run = await ProgramRun.OfAsync(
            "redis-benchmark", ["-p", $"{node.Port}", "-t", "set,get,incr,mset", "-n", "20000", "-P", "16", "-c", "20", "--csv"]);
        run.ExitCode.ShouldBe(0, run.Output);
        run.Output.ShouldNotContain("rror");
        run.Output.Split('\n').Count(line => line.StartsWith('"') && char.IsDigit(line.Split("\",\"").ElementAtOrDefault(1)?[0] ?? ' ')).ShouldBe(4, run.Output);
    }

    [RequiresProgramFact("redis-benchmark")]
    public async Task ClusterMode_ThreeNodes_UsesAllOfThem()
    {
        await using var cluster = await RunningCluster.StartAsync(3);
        var run = await ProgramRun.OfAsync(
            "redis-benchmark", ["-p", $"{cluster.Nodes[0].Port}", "--cluster", "-t", "set,get", "-n", "10000", "-r", "5000", "-P", "8", "-c", "12", "--csv"]);
        run.ExitCode.ShouldBe(0, run.Output);
        run.Output.ShouldNotContain("rror");
        cluster.Nodes.ShouldAllBe(node => node.Store.Count > 0);
    }
}
