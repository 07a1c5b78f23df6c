using DistCache.Node.Storage;

namespace DistCache.Node.Expiration;

/// <summary>Removes expired entries that nobody asks for, a bounded number at a time.</summary>
public sealed class ExpirationService(IEntryStore store, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>Entries in one call: some tens of microseconds under locks.</summary>
    private const int BatchMax = 256;

    /// <summary>Entries in one tick, so a great wave of expirations takes no more than a fraction of a core.</summary>
    private const int TickMax = 64 * 1024;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TickEvery, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                ReclaimAll();
            }
        }
        catch (OperationCanceledException)
        {
            // The process stops.
        }
    }

    private void ReclaimAll()
    {
        var nowMs = clock.GetUtcNow().ToUnixTimeMilliseconds();
        for (var done = 0; done < TickMax; done += BatchMax)
        {
            if (store.Reclaim(nowMs, BatchMax) < BatchMax)
            {
                return;
            }
        }
    }
}
