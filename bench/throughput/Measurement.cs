namespace DistCache.Bench.Throughput;

/// <summary>What one run of a load program against one server gave.</summary>
/// <param name="RequestsPerSecond">Throughput.</param>
/// <param name="P99Ms">99th percentile of latency, milliseconds.</param>
/// <param name="CpuMicrosecondsPerRequest">The server's user and system time for a request.</param>
internal readonly record struct Measurement(double RequestsPerSecond, double P99Ms, double CpuMicrosecondsPerRequest)
{
    public static Measurement Median(IReadOnlyCollection<Measurement> runs) => new(
        Median(runs.Select(run => run.RequestsPerSecond)),
        Median(runs.Select(run => run.P99Ms)),
        Median(runs.Select(run => run.CpuMicrosecondsPerRequest)));

    /// <summary>Thousand requests a second, p99 in ms, CPU in microseconds a request.</summary>
    public override string ToString() => $"{RequestsPerSecond / 1000:0.0} / {P99Ms:0.00} / {CpuMicrosecondsPerRequest:0.00}";

    private static double Median(IEnumerable<double> values)
    {
        var ordered = values.Order().ToArray();
        return ordered[ordered.Length / 2];
    }
}
