using System.Globalization;

namespace DistCache.Tests.Simulation;

public sealed class ClusterSimulationTests(ITestOutputHelper output)
{
    /// <summary>As many as take about 30 seconds of a slow core in a release build.</summary>
    private const int SeedCount = 1000;

    [Fact]
    public void Cluster_UnderFaults_KeepsItsPromisesAndConverges()
    {
        var first = Setting("SIMULATION_FIRST_SEED", 1);
        var count = Setting("SIMULATION_SEEDS", SeedCount);
        long events = 0, commits = 0, answered = 0;
        for (var seed = first; seed < first + count; seed++)
        {
            var result = ClusterSimulation.Run(seed, SimulationSettings.Default);
            events += result.EventCount;
            commits += result.CommitCount;
            answered += result.AnsweredCount;
            if (result.Problem is not null)
            {
                var again = ClusterSimulation.Run(seed, SimulationSettings.Default with { KeepsTrace = true });
                Assert.Fail($"Seed {seed}: {result.Problem}\nReplay: SIMULATION_FIRST_SEED={seed} SIMULATION_SEEDS=1\n{again.Trace}");
            }
        }

        output.WriteLine($"{count} seeds from {first}: {events} events, {commits} topologies committed, {answered} client operations answered.");
        answered.ShouldBeGreaterThan(count, "the simulated cluster must serve, or its checks look at nothing");
    }

    [Fact]
    public void Seed_RunTwice_GivesTheSameTrace()
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            var one = ClusterSimulation.Run(seed, SimulationSettings.Default);
            var other = ClusterSimulation.Run(seed, SimulationSettings.Default with { KeepsTrace = true });

            other.TraceHash.ShouldBe(one.TraceHash, $"seed {seed}");
            other.Trace.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void Seeds_TwoOfThem_GiveDifferentTraces() =>
        ClusterSimulation.Run(1, SimulationSettings.Default).TraceHash.ShouldNotBe(ClusterSimulation.Run(2, SimulationSettings.Default).TraceHash);

    [Theory]
    [InlineData(SeededBug.BlindTopologyWrite)]
    [InlineData(SeededBug.SilenceTakenForDeath)]
    [InlineData(SeededBug.OlderTopologyAccepted)]
    [InlineData(SeededBug.IncarnationIgnored)]
    [InlineData(SeededBug.BlindRetry)]
    public void SeededBug_WithinSomeSeeds_IsCaught(SeededBug bug)
    {
        const int seedsMax = 400;
        var settings = SimulationSettings.Default with { Bug = bug };
        var caught = Enumerable.Range(1, seedsMax).Select(seed => ClusterSimulation.Run(seed, settings)).FirstOrDefault(result => result.Problem is not null);

        caught.ShouldNotBeNull($"{bug} was not noticed in {seedsMax} seeds");
        output.WriteLine($"{bug} is caught by seed {caught.Seed}: {caught.Problem}");
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
