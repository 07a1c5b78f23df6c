using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;

namespace DistCache.Tests.Master.Coordination.Sqlite;

/// <summary>A <see cref="CoordinatorWorker"/> in a process of its own, as its test sees it. It ends with the test's process, too.</summary>
internal sealed class CoordinatorWorkerProcess : IAsyncDisposable
{
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

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private async Task ReadAsync(ChannelWriter<string> output)
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            output.TryWrite(line);
        }

        output.TryWrite($"ended {Name}");
    }
}
