using System.Net;
using System.Net.Sockets;
using DistCache.AppHost.Local;
using DistCache.ServiceDefaults.Hosting;
using DistCache.Tests.Support;

namespace DistCache.Tests.Node.Hosting;

/// <summary>The node as a process of its own, whose whole output is looked at.</summary>
public sealed class TakenPortTests
{
    [Theory]
    [InlineData("--resp-port", "--port", "node: RESP_PORT=<port> at 127.0.0.1 cannot be listened on: ")]
    [InlineData("--port", "--resp-port", "node: Failed to bind to address http://127.0.0.1:<port>: ")]
    public async Task Start_OnATakenPort_IsOneClearLineAndItsExitCode(string takenOption, string freeOption, string line)
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var taken = $"{((IPEndPoint)holder.LocalEndpoint).Port}";
        var program = Path.Combine(AppContext.BaseDirectory, "DistCache.Node.dll");

        var run = await ProgramRun.OfAsync(
            ChildPrograms.DotnetHost, ["exec", program, "--standalone", "true", takenOption, taken, freeOption, $"{PortBlocks.Take(1)}"]);

        run.ExitCode.ShouldBe(ProcessEntry.ExitUnavailable, run.Output);
        var complaints = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(output => !output.Contains(" info ")).ToList();
        complaints.ShouldHaveSingleItem().ShouldStartWith(line.Replace("<port>", taken));
        run.Output.ShouldNotContain("Exception");
    }
}
