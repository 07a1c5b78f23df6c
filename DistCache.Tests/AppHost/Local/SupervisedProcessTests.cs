using DistCache.AppHost.Local;
using DistCache.AppHost.SystemModel;
using DistCache.ServiceDefaults.Settings;
using DistCache.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace DistCache.Tests.AppHost.Local;

public sealed class SupervisedProcessTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _clock = new();
    private readonly OutputRecord _output = new();
    private readonly HttpClient _http = HealthProbe.CreateClient();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task RunAsync_ChildThatDies_IsStartedAgainAfterTheBackOffAndSaidSo()
    {
        var process = Shell("echo run; exit 7");
        var run = process.RunAsync();

        await _output.AwaitAsync(line => line.Contains("exit code 7") && line.EndsWith("again in 0.5 s"), "the line on the first end", Limit);
        _output.Lines.Count(line => line.EndsWith("| run")).ShouldBe(1, "it must not be started again before the back-off is over");
        _clock.Advance(RestartPolicy.First);
        await _output.AwaitAsync(line => line.EndsWith("again in 1 s"), "the line on the second end", Limit);

        _output.Lines.Count(line => line.EndsWith("| run")).ShouldBe(2);
        await process.StopAsync();
        await run.WaitAsync(Limit);
    }

    [Fact]
    public async Task RunAsync_ChildKilled_NamesTheSignal()
    {
        var process = Shell("kill -9 $$");
        var run = process.RunAsync();

        await _output.AwaitAsync(line => line.Contains("ended by SIGKILL (9)"), "the line on the end", Limit);

        await process.StopAsync();
        await run.WaitAsync(Limit);
    }

    [Fact]
    public async Task RunAsync_ChildThatRefusesItsSettings_EndsWithTheChildsWords()
    {
        var process = Shell("echo 'node: CACHE_SIZE=many: a whole number is expected.' >&2; exit 2");

        var refusal = await Should.ThrowAsync<SettingsException>(() => process.RunAsync().WaitAsync(Limit));

        refusal.Problems.ShouldBe(["node-1 refuses its settings: node: CACHE_SIZE=many: a whole number is expected."]);
    }

    [Fact]
    public async Task StopAsync_ChildThatListens_EndsGracefully()
    {
        var process = Shell("trap 'echo bye; exit 0' TERM; echo up; while :; do sleep 0.05; done");
        var run = process.RunAsync();
        await _output.AwaitAsync(line => line.EndsWith("| up"), "the child", Limit);

        await process.StopAsync().WaitAsync(Limit);

        await run.WaitAsync(Limit);
        _output.Lines.ShouldContain("node-1 | bye");
        process.Pid.ShouldBeNull();
    }

    [Fact]
    public async Task StopAsync_ChildThatDoesNotListen_IsKilledOnceItsTimeIsOver()
    {
        var process = Shell("trap '' TERM; echo up; while :; do sleep 0.05; done");
        var run = process.RunAsync();
        await _output.AwaitAsync(line => line.EndsWith("| up"), "the child", Limit);

        var stop = process.StopAsync();
        stop.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(10));

        await stop.WaitAsync(Limit);
        await run.WaitAsync(Limit);
        process.Pid.ShouldBeNull();
    }

    [Fact]
    public async Task Start_ChildOfATerminal_DoesNotHearItsInterrupt()
    {
        var script = UnixShell.RunLeashed("/bin/sh", "-c", "kill -INT $$; kill -QUIT $$; echo still here; cat >/dev/null; echo leash ended");
        var process = Supervised(new ProcessLaunch(Part, UnixShell.Path, script));
        var run = process.RunAsync();

        await _output.AwaitAsync(line => line.EndsWith("| still here"), "the child after its interrupt", Limit);

        await process.StopAsync().WaitAsync(Limit);
        await run.WaitAsync(Limit);
    }

    private static SystemPart Part => new("node-1", PartKind.Node);

    private SupervisedProcess Shell(string script) => Supervised(new ProcessLaunch(Part, "/bin/sh", ["-c", script]));

    private SupervisedProcess Supervised(ProcessLaunch launch)
    {
        var withPath = launch with { Environment = new Dictionary<string, string> { ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "" } };
        var log = new LogStream(new RecordingWriter(_output), nameWidth: 6, coloured: false);
        return new SupervisedProcess(withPath, new HealthProbe(new Uri("http://127.0.0.1:9"), _http, _clock), log, _clock);
    }

    private sealed class RecordingWriter(OutputRecord record) : StringWriter
    {
        public override void WriteLine(string? value) => record.Add(value ?? "");
    }
}
