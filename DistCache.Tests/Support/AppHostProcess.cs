using System.Diagnostics;
using System.Globalization;
using DistCache.AppHost.Local;

namespace DistCache.Tests.Support;

/// <summary>The real AppHost as a process of its own, on free ports and with a folder of its own.</summary>
/// <remarks>Disposing stops it and proves that neither a process nor a listening port of it is left.</remarks>
public sealed class AppHostProcess : IAsyncDisposable
{
    /// <summary>Every process inherits it, by which what is left is found.</summary>
    private const string RunVariable = "DISTCACHE_TEST_RUN";

    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(40);

    private readonly string _run = Guid.NewGuid().ToString("N");
    private readonly AppHostProcessOptions _options;
    private readonly TemporaryFolder? _folder;
    private readonly int _firstPort;
    private readonly Process _process;
    private readonly Task _output;

    private AppHostProcess(AppHostProcessOptions options)
    {
        _options = options;
        _folder = options.DataFolder is null ? new TemporaryFolder() : null;
        DataFolder = options.DataFolder ?? _folder!.Path;
        _firstPort = options.FirstPort ?? PortBlocks.Take(PortsOf(options));
        _process = Process.Start(StartInfo())!;
        _output = Task.WhenAll(
            BoundedLines.PumpAsync(_process.StandardOutput, Output.Add),
            BoundedLines.PumpAsync(_process.StandardError, Output.Add));
    }

    public OutputRecord Output { get; } = new();

    public string DataFolder { get; }

    public int Pid => _process.Id;

    public Uri Front => Address(_firstPort);

    public Uri Console => Address(_firstPort + 1);

    public IReadOnlyList<Uri> Masters => [.. Enumerable.Range(0, _options.Masters).Select(i => Address(_firstPort + 2 + i))];

    public IReadOnlyList<Uri> Nodes => [.. Enumerable.Range(0, _options.Nodes).Select(i => Address(_firstPort + 2 + _options.Masters + i))];

    /// <summary>Of each node, in order.</summary>
    public IReadOnlyList<int> RespPorts => [.. Enumerable.Range(0, _options.Nodes).Select(i => _firstPort + 2 + _options.Masters + _options.Nodes + i)];

    /// <summary>Process ids by name, as the table of the AppHost told them when it was ready; a restarted process has another one since.</summary>
    public IReadOnlyDictionary<string, int> Processes => Output.Lines
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(cells => cells.Length > 3 && cells[2] == "healthy" && int.TryParse(cells[1], out _))
        .ToDictionary(cells => cells[0], cells => int.Parse(cells[1], CultureInfo.InvariantCulture));

    /// <summary>How many ports in a row an AppHost takes.</summary>
    public static int PortsOf(AppHostProcessOptions options) => 2 + options.Masters + (2 * options.Nodes);

    /// <summary>Starts it, and does not wait for anything.</summary>
    public static AppHostProcess Start(AppHostProcessOptions options) => new(options);

    /// <summary>Starts it and returns once the cluster is ready.</summary>
    /// <exception cref="TimeoutException">It did not become ready; the message holds its output.</exception>
    public static async Task<AppHostProcess> StartAsync(AppHostProcessOptions options, TimeSpan? within = null)
    {
        var started = new AppHostProcess(options);
        try
        {
            await started.ReadyAsync(within ?? TimeSpan.FromSeconds(60));
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Completes with the line that says so.</summary>
    public Task<string> ReadyAsync(TimeSpan within) => Output.AwaitAsync(line => line.StartsWith("ready in ", StringComparison.Ordinal), "the AppHost's ready line", within);

    /// <summary>Sends a signal to the AppHost alone.</summary>
    public void Signal(int signal) => Signals.Send(Pid, signal).ShouldBeTrue($"there should be an AppHost (pid {Pid}) to send signal {signal} to");

    /// <summary>Waits for the AppHost's own end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync(TimeSpan? within = null)
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(within ?? StopWithin);
            await _output.WaitAsync(within ?? StopWithin);
            return _process.ExitCode;
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The AppHost (pid {Pid}) did not end. Its output was:{Environment.NewLine}{Output}");
        }
    }

    /// <summary>Completes once no process of this AppHost is left and none of its ports is listened on.</summary>
    public async Task NothingLeftAsync(TimeSpan within)
    {
        using var limit = new CancellationTokenSource(within);
        while (Left() is { Count: > 0 } left)
        {
            limit.IsCancellationRequested.ShouldBeFalse($"left of the AppHost after {within.TotalSeconds:0} s: {string.Join("; ", left)}");
            await Task.Delay(TimeSpan.FromMilliseconds(50)); // between two looks at the process table and the ports: nothing announces an end
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Signals.Send(Pid, Signals.Terminate);
        }

        await EndAsync();
        await NothingLeftAsync(TimeSpan.FromSeconds(15));
        _process.Dispose();
        _folder?.Dispose();
    }

    private static Uri Address(int port) => new($"http://localhost:{port}");

    private List<string> Left()
    {
        var ports = Enumerable.Range(_firstPort, PortsOf(_options)).Where(port => !PortBlocks.IsFree(port)).Select(port => $"port {port}");
        return [.. LinuxProcesses.WithEnvironment($"{RunVariable}={_run}").Select(pid => $"process {pid}"), .. _options.FirstPort is null ? ports : []];
    }

    private ProcessStartInfo StartInfo()
    {
        var start = new ProcessStartInfo(ChildPrograms.DotnetHost, [.. Program(), .. Arguments(), .. _options.Arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in _options.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment[RunVariable] = _run;
        return start;
    }

    private string[] Program()
    {
        if (!_options.IsStartedByDotnetRun)
        {
            return ["exec", Path.Combine(_options.ProgramFolder ?? AppContext.BaseDirectory, "DistCache.AppHost.dll")];
        }

        // This program lies in <repository>/DistCache.Tests/bin/<configuration>/<framework>/.
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!;
        var repository = configuration.Parent!.Parent!.Parent!;
        return ["run", "--no-build", "-c", configuration.Name, "--project", Path.Combine(repository.FullName, "DistCache.AppHost"), "--"];
    }

    private IEnumerable<string> Arguments()
    {
        var masterPort = _firstPort + 2;
        var nodePort = masterPort + _options.Masters;
        return
        [
            $"--masters={_options.Masters}", $"--nodes={_options.Nodes}", $"--data={DataFolder}", $"--front={_options.Front}",
            $"--front-port={_firstPort}", $"--console-port={_firstPort + 1}", $"--master-port={masterPort}",
            $"--node-http-port={nodePort}", $"--node-resp-port={nodePort + _options.Nodes}",
        ];
    }
}
