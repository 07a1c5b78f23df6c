using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace DistCache.Tests.Master.Coordination.Sqlite;

/// <summary>A <see cref="CoordinatorWorker"/> in a process of its own, as its test sees it. It ends with the test's process, too.</summary>
internal sealed class CoordinatorWorkerProcess : IAsyncDisposable
{
    private const int SigCont = 18;
    private const int SigStop = 19;

    private readonly Process _process;
    private readonly Task _reading;

    public CoordinatorWorkerProcess(string file, string name, int seed, TimeSpan sessionTimeout, ChannelWriter<string> output)
    {
        Name = name;
        var program = typeof(CoordinatorWorkerProcess).Assembly.Location;
        _process = Process.Start(new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            ArgumentList = { "exec", program, CoordinatorWorker.Name, file, name, $"{seed}", sessionTimeout.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture) },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        _reading = ReadAsync(output);
    }

    public string Name { get; }

    /// <summary>Kills the process as <c>kill -9</c> does, and waits until all that it had said has been handed on.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
    }

    /// <summary>Stops the process wherever it is, as a virtual machine's pause does. On Linux.</summary>
    public void Pause() => Signal(SigStop);

    public void Resume() => Signal(SigCont);

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);

    private void Signal(int signal) => SendSignal(_process.Id, signal).ShouldBe(0, $"signal {signal} to {Name}");

    private async Task ReadAsync(ChannelWriter<string> output)
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            output.TryWrite(line);
        }

        output.TryWrite($"ended {Name}");
    }
}
