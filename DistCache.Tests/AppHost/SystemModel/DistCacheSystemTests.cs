using DistCache.AppHost.SystemModel;

namespace DistCache.Tests.AppHost.SystemModel;

public sealed class DistCacheSystemTests
{
    private static readonly AppHostOptions Options = new() { DataFolder = "/data", Masters = 2, Nodes = 2 };

    [Fact]
    public void Describe_WithoutNginx_NamesEveryProcessAndNothingElse() =>
        DistCacheSystem.Describe(Options).Parts.Select(part => part.Name).ShouldBe(["master-1", "master-2", "node-1", "node-2", "front", "console"]);

    [Fact]
    public void Describe_WithEverything_NoPartWaitsForALaterOne()
    {
        var seen = new HashSet<string>();
        foreach (var part in DistCacheSystem.Describe(Options with { Coordinator = "zookeeper" }, FrontDoor.Nginx, OptionalParts.All).Parts)
        {
            part.WaitsFor.ShouldBeSubsetOf(seen);
            seen.Add(part.Name).ShouldBeTrue();
        }

        seen.ShouldBe(["zookeeper", "master-1", "master-2", "node-1", "node-2", "front", "console", "prometheus", "grafana"], ignoreOrder: true);
    }

    [Fact]
    public void Environment_OfAMaster_HoldsTheContract() => Of("master-2").ShouldBe(
        [
            "BACKUP_DIR=/data/backups", "COORDINATOR=sqlite:/data/coordinator.db", "EXPECTED_NODES=2", "HOST=127.0.0.1", "MASTER_ID=master-2", "PORT=8001",
            "SHARED_PORT=8081",
        ]);

    [Fact]
    public void Environment_OfANode_HoldsTheContract() => Of("node-2").ShouldBe(
        [
            "BACKUP_DIR=/data/node-2/backups", "DATA_DIR=/data/node-2/data", "HOST=127.0.0.1", "MASTER_ADDRESS=http://127.0.0.1:8000,http://127.0.0.1:8001",
            "NODES_ON_HOST=2", "NODE_ID=node-2", "PORT=3002", "RESP_PORT=7002",
        ]);

    [Fact]
    public void Environment_OfTheConsole_HoldsTheContract() =>
        Of("console").ShouldBe(["HOST=127.0.0.1", "MASTER_ADDRESS=http://127.0.0.1:8000,http://127.0.0.1:8001", "PORT=8090"]);

    [Fact]
    public void Environment_OfAMasterBehindNginx_SharesNoPort() => Of("master-1", FrontDoor.Nginx).ShouldContain("SHARED_PORT=0");

    [Fact]
    public void Environment_GivenToTheAppHost_ReachesEveryProcessButForWhatOnlyOneCanHave()
    {
        (string, string)[] given = [("CACHE_SIZE", "5"), ("PORT", "1"), ("BACKUP_DIR", "/x"), ("MASTER_ADDRESS", "y"), ("NODE_ID", "z"), ("ASPNETCORE_URLS", "u")];

        Of("console", FrontDoor.Shared, given).ShouldBe(
            ["CACHE_SIZE=5", "HOST=127.0.0.1", "MASTER_ADDRESS=http://127.0.0.1:8000,http://127.0.0.1:8001", "PORT=8090"]);
        Of("node-1", FrontDoor.Shared, given).ShouldContain("CACHE_SIZE=5");
        Of("node-1", FrontDoor.Shared, given).ShouldContain("BACKUP_DIR=/data/node-1/backups");
    }

    [Theory]
    [InlineData("zookeeper", "COORDINATOR=zookeeper:127.0.0.1:2181")]
    [InlineData("zookeeper:10.0.0.5:2181", "COORDINATOR=zookeeper:10.0.0.5:2181")]
    public void Environment_WithZooKeeper_NamesIt(string coordinator, string expected)
    {
        var system = DistCacheSystem.Describe(Options with { Coordinator = coordinator }, FrontDoor.Shared, OptionalParts.ZooKeeper);

        Lines(system, "master-1").ShouldContain(expected);
    }

    private static string[] Of(string part, FrontDoor front = FrontDoor.Shared, params (string Name, string Value)[] given) =>
        Lines(DistCacheSystem.Describe(Options, front), part, given);

    private static string[] Lines(DistCacheSystem system, string part, params (string Name, string Value)[] given) =>
    [
        .. ProcessEnvironment.Of(system.Part(part), system, Options.Host, given.ToDictionary(one => one.Name, one => (string?)one.Value))
            .Select(variable => $"{variable.Key}={variable.Value}"),
    ];
}
