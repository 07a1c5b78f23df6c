using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace DistCache.Bench.Throughput;

/// <summary>A server under measurement: a process of its own on a port of its own, ended by its process id.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartWithin = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private ServerProcess(Process process) => _process = process;

    /// <summary>User and system time used so far.</summary>
    public TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts a program and waits until <paramref name="port"/> takes connections.</summary>
    public static async Task<ServerProcess> StartAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, int port, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, e) =>
        {
            if (e.Data is { Length: > 0 })
            {
                Console.Error.WriteLine($"  {Path.GetFileName(program)}: {e.Data}");
            }
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var server = new ServerProcess(process);
        await server.WaitForPortAsync(port, cancellationToken);
        return server;
    }

    /// <summary>One of our own programs, as built in this configuration.</summary>
    public static Task<ServerProcess> StartProductAsync(
        string project, IReadOnlyDictionary<string, string> environment, int port, CancellationToken cancellationToken) =>
        StartAsync("dotnet", ["exec", ProductAssembly(project)], environment, port, cancellationToken);

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static string ProductAssembly(string project)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent?.Name ?? "Release";
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DistCache.sln")))
            {
                return Path.Combine(folder.FullName, project, "bin", configuration, "net10.0", project + ".dll");
            }
        }

        throw new DirectoryNotFoundException("This program runs from within the repository.");
    }

    private async Task WaitForPortAsync(int port, CancellationToken cancellationToken)
    {
        var deadline = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
                return;
            }
            catch (SocketException) when (deadline.Elapsed < StartWithin && !_process.HasExited)
            {
                await Task.Delay(50, cancellationToken);
            }
        }
    }
}
