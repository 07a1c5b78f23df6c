using DistCache.Tests.Support;

namespace DistCache.Tests.Cluster;

/// <summary>A whole system of real processes, three masters and three nodes, for the tests of a class that leave it as it is.</summary>
public sealed class RunningSystem : IAsyncLifetime
{
    public AppHostProcess Host { get; private set; } = null!;

    public HttpClient Http { get; } = new();

    public async ValueTask InitializeAsync() => Host = await AppHostProcess.StartAsync(new AppHostProcessOptions());

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
    }
}
