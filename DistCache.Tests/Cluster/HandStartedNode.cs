using System.Diagnostics;
using DistCache.AppHost.Local;
using DistCache.AppHost.SystemModel;
using DistCache.Tests.Support;

namespace DistCache.Tests.Cluster;

/// <summary>A node that is started by hand: it is told its ports and one master's address, nothing else.</summary>
internal sealed class HandStartedNode : IAsyncDisposable
{
    private readonly Process _process;

    private HandStartedNode(Process process, int respPort)
    {
        _process = process;
        RespPort = respPort;
    }

    public int RespPort { get; }

    /// <summary>Returns once the node has registered.</summary>
    public static async Task<HandStartedNode> StartAsync(Uri master)
    {
        var httpPort = PortBlocks.Take(2);
        var start = new ProcessStartInfo(ChildPrograms.DotnetHost, ["exec", ChildPrograms.AssemblyOf(PartKind.Node)])
        {
            RedirectStandardOutput = true,
            Environment = { ["MASTER_ADDRESS"] = master.ToString(), ["PORT"] = $"{httpPort}", ["RESP_PORT"] = $"{httpPort + 1}" },
        };
        var output = new OutputRecord();
        var process = Process.Start(start)!;
        _ = BoundedLines.PumpAsync(process.StandardOutput, output.Add);
        await output.AwaitAsync(line => line.Contains("Registered at"), "the node's registration", TimeSpan.FromSeconds(30));
        return new HandStartedNode(process, httpPort + 1);
    }

    public async ValueTask DisposeAsync()
    {
        Signals.Send(_process.Id, Signals.Terminate);
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
        _process.Dispose();
    }
}
