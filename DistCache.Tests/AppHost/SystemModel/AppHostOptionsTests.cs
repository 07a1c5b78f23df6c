using DistCache.AppHost.SystemModel;
using DistCache.ServiceDefaults.Settings;

namespace DistCache.Tests.AppHost.SystemModel;

public sealed class AppHostOptionsTests
{
    [Fact]
    public void Read_NothingGiven_TakesTheSeedsPorts()
    {
        var options = Read([]);

        options.ShouldBe(new AppHostOptions());
        (options.Masters, options.Nodes, options.FrontPort, options.MasterPort).ShouldBe((3, 3, 8081, 8000));
        (options.NodeHttpPort, options.NodeRespPort, options.ConsolePort).ShouldBe((3001, 7001, 8090));
        options.DataFolder.ShouldBe(Path.GetFullPath(".distcache"));
    }

    [Fact]
    public void Read_SwitchesAndVariables_TheSwitchWins()
    {
        var options = Read(["--masters", "1", "--data=some/folder"], ("MASTERS", "5"), ("NODES", "4"), ("FRONT", "Shared"), ("HOST", "0.0.0.0"));

        (options.Masters, options.Nodes, options.Front).ShouldBe((1, 4, FrontDoor.Shared));
        options.DataFolder.ShouldBe(Path.GetFullPath("some/folder"));
        options.Host.ShouldBe(System.Net.IPAddress.Any);
    }

    [Theory]
    [InlineData("--nodes=0", "NODES=0: a whole number from 1 to 64 is expected.")]
    [InlineData("--masters=three", "MASTERS=three: a whole number from 1 to 64 is expected.")]
    [InlineData("--front=apache", "FRONT=apache: auto, nginx or shared is expected.")]
    [InlineData("--host=example", "HOST=example: an IP address such as 127.0.0.1 or 0.0.0.0 is expected.")]
    [InlineData("--coordinator=etcd", "COORDINATOR=etcd: embedded, zookeeper, or an address such as zookeeper:10.0.0.5:2181 is expected.")]
    [InlineData("--node-resp-port=65534", "NODE_RESP_PORT: node-3 would get port 65536, and the last one is 65535.")]
    [InlineData("--console-port=8081", "FRONT_PORT and CONSOLE_PORT overlap: port 8081 would be both front's (http) and console's (http).")]
    [InlineData("--node-http-port=7000", "NODE_RESP_PORT and NODE_HTTP_PORT overlap: port 7001 would be both node-1's (resp) and node-2's (http).")]
    public void Read_ImpossibleValue_IsOneClearLine(string argument, string problem)
    {
        var problems = Should.Throw<SettingsException>(() => Read([argument])).Problems;

        problems.ShouldHaveSingleItem();
        problems[0].ShouldBe(problem);
    }

    private static AppHostOptions Read(string[] args, params (string Name, string Value)[] environment) =>
        AppHostOptions.Read(SettingsReader.Load(args, environment.ToDictionary(one => one.Name, one => (string?)one.Value)));
}
