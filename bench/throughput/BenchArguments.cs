namespace DistCache.Bench.Throughput;

/// <summary>How long to measure.</summary>
/// <param name="Rounds">How often peer and product take turns; medians are printed.</param>
/// <param name="Requests">Requests in one run of <c>redis-benchmark</c> at pipeline 16 and 64; a fifth of it at pipeline 1.</param>
/// <param name="Seconds">Length of one run of <c>wrk</c>.</param>
internal sealed record BenchArguments(int Rounds, int Requests, int Seconds)
{
    public static BenchArguments Parse(string[] args)
    {
        int Value(string name, int fallback)
        {
            var at = Array.IndexOf(args, name);
            return at >= 0 && at + 1 < args.Length ? int.Parse(args[at + 1]) : fallback;
        }

        return new BenchArguments(Value("--rounds", 3), Value("--requests", 1_000_000), Value("--seconds", 5));
    }
}
