namespace DistCache.Bench.Throughput;

/// <summary>GET and SET through RESP: <c>redis-server</c> and one node, driven by <c>redis-benchmark</c>.</summary>
internal static class RespComparison
{
    private const int Connections = 50;
    private const int Keys = 1_000_000;
    private const int ValueBytes = 64;
    private static readonly int[] Pipelines = [1, 16, 64];

    public static async Task RunAsync(BenchArguments arguments, CancellationToken cancellationToken)
    {
        var redisPort = ServerProcess.FreePort();
        await using var redis = await ServerProcess.StartAsync(
            "redis-server", ["--port", $"{redisPort}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"], new Dictionary<string, string>(), redisPort, cancellationToken);
        var nodePort = ServerProcess.FreePort();
        var nodeSettings = new Dictionary<string, string>
        {
            ["STANDALONE"] = "true",
            ["NODE_ID"] = "bench",
            ["RESP_PORT"] = $"{nodePort}",
            ["PORT"] = $"{ServerProcess.FreePort()}",
            ["MAX_MEMORY"] = "4gb",
        };
        await using var node = await ServerProcess.StartProductAsync("DistCache.Node", nodeSettings, nodePort, cancellationToken);

        await WarmUpAsync(redisPort, cancellationToken);
        await WarmUpAsync(nodePort, cancellationToken);

        Console.WriteLine($"redis-benchmark -c {Connections} -r {Keys} -d {ValueBytes}; thousand requests/s / p99 ms / server cpu µs per request; medians of {arguments.Rounds}");
        Console.WriteLine();
        Console.WriteLine("| | redis-server | DistCache node | throughput × redis | cpu × redis |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var pipeline in Pipelines)
        {
            foreach (var command in new[] { "GET", "SET" })
            {
                var (peer, ours) = await TakeTurnsAsync(arguments, command, pipeline, (redis, redisPort), (node, nodePort), cancellationToken);
                Console.WriteLine(
                    $"| P{pipeline} {command} | {peer} | {ours} | {ours.RequestsPerSecond / peer.RequestsPerSecond:0.00} | {ours.CpuMicrosecondsPerRequest / peer.CpuMicrosecondsPerRequest:0.00} |");
            }
        }
    }

    private static async Task<(Measurement Peer, Measurement Ours)> TakeTurnsAsync(
        BenchArguments arguments,
        string command,
        int pipeline,
        (ServerProcess Server, int Port) peer,
        (ServerProcess Server, int Port) ours,
        CancellationToken cancellationToken)
    {
        var requests = pipeline == 1 ? arguments.Requests / 5 : arguments.Requests;
        var peerRuns = new List<Measurement>();
        var ourRuns = new List<Measurement>();
        for (var round = 0; round < arguments.Rounds; round++)
        {
            peerRuns.Add(await MeasureAsync(peer.Server, peer.Port, command, pipeline, requests, cancellationToken));
            ourRuns.Add(await MeasureAsync(ours.Server, ours.Port, command, pipeline, requests, cancellationToken));
        }

        return (Measurement.Median(peerRuns), Measurement.Median(ourRuns));
    }

    private static async Task<Measurement> MeasureAsync(
        ServerProcess server, int port, string command, int pipeline, int requests, CancellationToken cancellationToken)
    {
        var cpuBefore = server.CpuTime;
        var output = await BenchmarkAsync(port, command, pipeline, requests, cancellationToken);
        var cpu = server.CpuTime - cpuBefore;
        // The last CSV line: "GET","81300.81","0.400","0.080","0.391","0.551","0.823","1.455"; the 7th column is p99.
        var columns = output.Trim().Split('\n')[^1].Split(',').Select(column => column.Trim('"', '\r')).ToArray();
        return new Measurement(double.Parse(columns[1]), double.Parse(columns[6]), cpu.TotalMicroseconds / requests);
    }

    /// <summary>Fills the key space and lets the just-in-time compiler finish.</summary>
    private static async Task WarmUpAsync(int port, CancellationToken cancellationToken)
    {
        await BenchmarkAsync(port, "SET", 64, 3 * Keys, cancellationToken);
        await BenchmarkAsync(port, "GET", 64, Keys, cancellationToken);
        await BenchmarkAsync(port, "GET", 1, Keys / 10, cancellationToken);
    }

    private static Task<string> BenchmarkAsync(int port, string command, int pipeline, int requests, CancellationToken cancellationToken) =>
        LoadProgram.RunAsync(
            "redis-benchmark",
            ["-h", "127.0.0.1", "-p", $"{port}", "-c", $"{Connections}", "-n", $"{requests}", "-r", $"{Keys}", "-d", $"{ValueBytes}", "-P", $"{pipeline}", "-t", command.ToLowerInvariant(), "--csv"],
            cancellationToken);
}
