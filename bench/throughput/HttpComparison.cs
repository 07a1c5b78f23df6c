using System.Net;
using System.Text.RegularExpressions;

namespace DistCache.Bench.Throughput;

/// <summary>GET and PUT of 64 bytes through a master with one node behind it, and a bare Kestrel endpoint, driven by <c>wrk</c>.</summary>
internal static partial class HttpComparison
{
    private const int Connections = 64;
    private const int Keys = 100_000;
    private static readonly TimeSpan HealthyWithin = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(BenchArguments arguments, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("distcache-bench-");
        try
        {
            var barePort = ServerProcess.FreePort();
            await using var bare = await ServerProcess.StartAsync(
                Environment.ProcessPath!, [BareKestrel.Command, $"{barePort}"], new Dictionary<string, string>(), barePort, cancellationToken);
            var masterPort = ServerProcess.FreePort();
            await using var master = await StartMasterAsync(folder.FullName, masterPort, cancellationToken);
            await using var node = await StartNodeAsync(masterPort, cancellationToken);
            await WaitUntilHealthyAsync(masterPort, cancellationToken);

            var put = WriteScript(folder.FullName, "PUT");
            var get = WriteScript(folder.FullName, "GET");
            await WrkAsync(barePort, put, arguments.Seconds, cancellationToken);
            await WrkAsync(masterPort, put, 2 * arguments.Seconds, cancellationToken);

            Console.WriteLine($"wrk -t1 -c{Connections}, 64 bytes, {Keys} keys; thousand requests/s / p99 ms / server cpu µs per request; medians of {arguments.Rounds}");
            Console.WriteLine();
            Console.WriteLine("| | bare Kestrel | master and one node | throughput × bare | master alone: cpu × bare |");
            Console.WriteLine("|---|---|---|---|---|");
            foreach (var (name, script) in new[] { ("GET", get), ("PUT", put) })
            {
                var peerRuns = new List<Measurement>();
                var ourRuns = new List<Measurement>();
                for (var round = 0; round < arguments.Rounds; round++)
                {
                    peerRuns.Add(await MeasureAsync(bare, barePort, script, arguments.Seconds, cancellationToken));
                    ourRuns.Add(await MeasureAsync(master, masterPort, script, arguments.Seconds, cancellationToken));
                }

                var (peer, ours) = (Measurement.Median(peerRuns), Measurement.Median(ourRuns));
                Console.WriteLine(
                    $"| {name} | {peer} | {ours} | {ours.RequestsPerSecond / peer.RequestsPerSecond:0.00} | {ours.CpuMicrosecondsPerRequest / peer.CpuMicrosecondsPerRequest:0.00} |");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<ServerProcess> StartMasterAsync(string folder, int port, CancellationToken cancellationToken) =>
        ServerProcess.StartProductAsync(
            "DistCache.Master",
            new Dictionary<string, string> { ["PORT"] = $"{port}", ["MASTER_ID"] = "bench", ["COORDINATOR"] = $"sqlite:{Path.Combine(folder, "coordinator.db")}" },
            port,
            cancellationToken);

    private static Task<ServerProcess> StartNodeAsync(int masterPort, CancellationToken cancellationToken)
    {
        var respPort = ServerProcess.FreePort();
        return ServerProcess.StartProductAsync(
            "DistCache.Node",
            new Dictionary<string, string>
            {
                ["NODE_ID"] = "bench",
                ["RESP_PORT"] = $"{respPort}",
                ["PORT"] = $"{ServerProcess.FreePort()}",
                ["MASTER_ADDRESS"] = $"http://127.0.0.1:{masterPort}",
            },
            respPort,
            cancellationToken);
    }

    private static async Task WaitUntilHealthyAsync(int masterPort, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(HealthyWithin);
        using var client = new HttpClient();
        while ((await client.GetAsync($"http://127.0.0.1:{masterPort}/health", limit.Token)).StatusCode != HttpStatusCode.OK)
        {
            await Task.Delay(100, limit.Token);
        }
    }

    private static string WriteScript(string folder, string method)
    {
        var path = Path.Combine(folder, method + ".lua");
        File.WriteAllText(path, $$"""
            local body = "{{method}}" == "PUT" and string.rep("x", 64) or nil
            local headers = { ["Content-Type"] = "application/octet-stream" }
            request = function()
              return wrk.format("{{method}}", "/cache/?key=k" .. math.random(0, {{Keys - 1}}), headers, body)
            end
            """);
        return path;
    }

    private static async Task<Measurement> MeasureAsync(ServerProcess server, int port, string script, int seconds, CancellationToken cancellationToken)
    {
        var cpuBefore = server.CpuTime;
        var output = await WrkAsync(port, script, seconds, cancellationToken);
        var cpu = server.CpuTime - cpuBefore;
        if (NotOk().Match(output) is { Success: true } failures)
        {
            throw new InvalidOperationException($"Not every request succeeded: {failures.Value}");
        }

        var requests = double.Parse(Requests().Match(output).Groups[1].Value);
        var p99 = P99().Match(output);
        var p99Ms = double.Parse(p99.Groups[1].Value) * (p99.Groups[2].Value switch { "us" => 0.001, "ms" => 1, _ => 1000 });
        return new Measurement(double.Parse(Rate().Match(output).Groups[1].Value), p99Ms, cpu.TotalMicroseconds / requests);
    }

    private static Task<string> WrkAsync(int port, string script, int seconds, CancellationToken cancellationToken) =>
        LoadProgram.RunAsync("wrk", ["-t1", $"-c{Connections}", $"-d{seconds}s", "--latency", "-s", script, $"http://127.0.0.1:{port}"], cancellationToken);

    [GeneratedRegex(@"(\d+) requests in")]
    private static partial Regex Requests();

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"99%\s+([\d.]+)(us|ms|s)")]
    private static partial Regex P99();

    [GeneratedRegex(@"(Non-2xx[^\n]*|Socket errors[^\n]*)")]
    private static partial Regex NotOk();
}
