using System.Net.Http.Json;
using DistCache.AppHost.Local;
using DistCache.ServiceDefaults.Hosting;
using DistCache.Tests.Support;

namespace DistCache.Tests.AppHost;

/// <summary>The real AppHost as a process, with stand-ins for the programs that it starts.</summary>
public sealed class AppHostProcessTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private readonly AppHostProcessOptions _options;

    public AppHostProcessTests() =>
        _options = new AppHostProcessOptions { Masters = 2, Nodes = 2, Front = "shared", ProgramFolder = StandInAppHost.Install(_folder) };

    public void Dispose() => _folder.Dispose();

    [RequiresProgramFact("nginx")]
    public async Task Start_WithNginx_TellsWhatRunsWhereAndStopsWithNothingLeft()
    {
        await using var host = await AppHostProcess.StartAsync(_options with { Front = "nginx" });

        host.Output.Lines.ShouldContain($"console {host.Console.GetLeftPart(UriPartial.Authority)}");
        host.Output.Lines.ShouldContain($"data {host.DataFolder}");
        host.Output.ToString().ShouldNotContain("\e[");
        host.Processes.Keys.ShouldBe(["master-1", "master-2", "node-1", "node-2", "front", "console"], ignoreOrder: true);

        host.Signal(Signals.Terminate);
        (await host.EndAsync()).ShouldBe(0);
        host.Output.Lines.Count(line => line.EndsWith("stopped as asked")).ShouldBe(5);
        await host.NothingLeftAsync(TimeSpan.Zero);
    }

    [RequiresProgramFact("nginx")]
    public async Task Kill_OfTheAppHost_LeavesNothing()
    {
        await using var host = await AppHostProcess.StartAsync(_options with { Front = "nginx" });

        host.Signal(Signals.Kill);

        await host.EndAsync();
        await host.NothingLeftAsync(Limit);
    }

    [RequiresProgramFact("nginx")]
    public async Task Kill_OfNginx_BringsItBackOnItsPort()
    {
        await using var host = await AppHostProcess.StartAsync(_options with { Front = "nginx" });

        Signals.Send(host.Processes["front"], Signals.Kill).ShouldBeTrue();

        await host.Output.AwaitAsync(line => line.Contains("front is healthy again"), "the restart of nginx", Limit);
    }

    [Fact]
    public async Task Kill_OfANode_BringsItBackWithItsIdPortsAndData()
    {
        var given = new Dictionary<string, string> { ["CACHE_SIZE"] = "5", ["NODE_ID"] = "only one can have it" };
        await using var host = await AppHostProcess.StartAsync(_options with { Environment = given });
        using var http = new HttpClient();
        var before = await EnvironmentOfAsync(http, host.Nodes[1]);

        Signals.Send(host.Processes["node-2"], Signals.Kill).ShouldBeTrue();
        await host.Output.AwaitAsync(line => line.Contains("node-2 is gone") && line.Contains("SIGKILL") && line.EndsWith("again in 0.5 s"), "the line on the death", Limit);
        await host.Output.AwaitAsync(line => line.Contains("node-2 is healthy again"), "the restart", Limit);

        (await EnvironmentOfAsync(http, host.Nodes[1])).ShouldBe(before, ignoreOrder: true);
        before.ShouldContain(new KeyValuePair<string, string>("NODE_ID", "node-2"));
        before.ShouldContain(new KeyValuePair<string, string>("CACHE_SIZE", "5"));
    }

    [Fact]
    public async Task Start_ChildThatRefusesItsSettings_StopsEverythingWithTheChildsWords()
    {
        await using var host = AppHostProcess.Start(_options with { Environment = new Dictionary<string, string> { ["CACHE_SIZE"] = "many" } });

        (await host.EndAsync()).ShouldBe(ProcessEntry.ExitWrongSettings);

        host.Output.Lines.ShouldContain(line => line.StartsWith("apphost: master-") && line.EndsWith("CACHE_SIZE=many: a whole number of at least 0 is expected."));
    }

    [Fact]
    public async Task Start_WrongValue_IsOneClearLine()
    {
        await using var host = AppHostProcess.Start(_options with { Arguments = ["--nodes=none"] });

        (await host.EndAsync()).ShouldBe(ProcessEntry.ExitWrongSettings);

        host.Output.Lines.ShouldBe(["apphost: NODES=none: a whole number from 1 to 64 is expected."]);
    }

    [Fact]
    public async Task Start_BesideARunningOne_NamesTheFolderAndEveryPortAndDisturbsNothing()
    {
        await using var first = await AppHostProcess.StartAsync(_options);
        var port = first.Front.Port;

        await using (var second = AppHostProcess.Start(_options with { DataFolder = first.DataFolder, FirstPort = port }))
        {
            (await second.EndAsync()).ShouldBe(ProcessEntry.ExitUnavailable);
            second.Output.Lines[0].ShouldStartWith($"apphost: the data folder {first.DataFolder} is in use by another AppHost (pid {first.Pid})");
            second.Output.Lines.ShouldContain($"apphost: port {port} of front (http) is in use by another program: stop that one, or choose another port by FRONT_PORT or --front-port.");
        }

        first.Output.Lines.ShouldNotContain(line => line.Contains("is gone"));
    }

    [Fact]
    public async Task Start_FolderThatCannotBe_IsOneClearLine()
    {
        await using var host = AppHostProcess.Start(_options with { DataFolder = "/proc/nothing/here" });

        (await host.EndAsync()).ShouldBe(ProcessEntry.ExitUnavailable);

        host.Output.Lines.ShouldHaveSingleItem().ShouldStartWith("apphost: the data folder /proc/nothing/here cannot be had");
    }

    private static async Task<Dictionary<string, string>> EnvironmentOfAsync(HttpClient http, Uri process) =>
        (await http.GetFromJsonAsync<Dictionary<string, string>>(new Uri(process, "/environment")))!;
}
