namespace DistCache.Node.Registering;

/// <summary>How long to wait before the next try: doubling from a quarter of a second to five, of which a random half is taken off.</summary>
public static class RetryDelay
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>Doublings after which the longest delay is reached.</summary>
    private const int DoublingsMax = 5;

    /// <param name="failures">Tries that failed in a row, at least 1.</param>
    /// <param name="random">Keeps nodes that started together from trying together.</param>
    public static TimeSpan After(int failures, Random random)
    {
        var full = First * (1 << Math.Min(failures - 1, DoublingsMax));
        return (full < Longest ? full : Longest) * (0.5 + (random.NextDouble() / 2));
    }
}
