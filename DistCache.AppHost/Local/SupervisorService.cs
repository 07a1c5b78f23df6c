using Microsoft.Extensions.Hosting;

namespace DistCache.AppHost.Local;

/// <summary>Ties a supervisor's run to the generic host's: one's end is the other's.</summary>
internal sealed class SupervisorService(Func<CancellationToken, Task> run, IHostApplicationLifetime lifetime) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    /// <summary>The supervisor's run; faulted with what ended it.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Completion = run(_stop.Token);
        _ = Completion.ContinueWith(_ => lifetime.StopApplication(), TaskScheduler.Default);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await Task.WhenAny(Completion, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken));
    }

    public void Dispose() => _stop.Dispose();
}
