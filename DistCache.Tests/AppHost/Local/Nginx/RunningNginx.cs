using System.Diagnostics;
using DistCache.AppHost.Local.Nginx;
using DistCache.Tests.Support;

namespace DistCache.Tests.AppHost.Local.Nginx;

/// <summary>The installed NGINX with the configuration that the AppHost would give it.</summary>
internal sealed class RunningNginx : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly Process _process;

    private RunningNginx(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}/");

    public static async Task<RunningNginx> StartAsync(TemporaryFolder folder, params string[] masters)
    {
        var port = PortBlocks.Take(1);
        var file = Write(folder, port, masters);
        var process = Process.Start(new ProcessStartInfo(
            InstalledPrograms.Require("nginx"), ["-e", "stderr", "-p", folder.Path, "-c", file, "-g", "daemon off; master_process off;"]))!;
        var nginx = new RunningNginx(process, port);
        await nginx.ListeningAsync();
        return nginx;
    }

    /// <returns>The configuration's file.</returns>
    public static string Write(TemporaryFolder folder, int port, params string[] masters)
    {
        var file = folder.File("nginx.conf");
        File.WriteAllText(file, NginxConfiguration.Write(folder.Path, $"127.0.0.1:{port}", masters));
        return file;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task ListeningAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        while (PortBlocks.IsFree(Port))
        {
            limit.IsCancellationRequested.ShouldBeFalse($"nginx does not listen on port {Port}");
            await Task.Delay(TimeSpan.FromMilliseconds(20)); // between two looks at the port: nginx does not announce that it listens
        }
    }
}
