using System.Diagnostics;

namespace DistCache.Tests.Cluster;

/// <summary>Awaits a state of other processes that nothing announces to a test.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Asks until the answer is yes.</summary>
    /// <param name="condition">Asks. A connection that fails counts as a no.</param>
    /// <param name="what">What is awaited, for the message of a failure.</param>
    /// <returns>How long it took.</returns>
    public static async Task<TimeSpan> TrueAsync(Func<Task<bool>> condition, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!await IsTrueAsync(condition))
        {
            watch.Elapsed.ShouldBeLessThan(Limit, $"awaited: {what}");
            await Task.Delay(20); // between two questions to another process, not instead of an event
        }

        return watch.Elapsed;
    }

    private static async Task<bool> IsTrueAsync(Func<Task<bool>> condition)
    {
        try
        {
            return await condition();
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
