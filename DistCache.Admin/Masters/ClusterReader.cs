namespace DistCache.Admin.Masters;

/// <summary>Reads the state of the cluster from the first master that answers.</summary>
public sealed class ClusterReader(HttpClient client, AdminOptions options)
{
    /// <summary>How long one master may take before the next is asked.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(2);

    /// <summary>The cluster, or null when no master answers.</summary>
    public async Task<ClusterView?> ReadAsync(CancellationToken cancellationToken)
    {
        foreach (var master in options.Masters)
        {
            try
            {
                var health = ReadAsync<HealthView>(master, "health", cancellationToken);
                var nodes = ReadAsync<NodesView>(master, "nodes", cancellationToken);
                var masters = ReadAsync<MastersView>(master, "masters", cancellationToken);
                var ring = ReadAsync<RingView>(master, "ring", cancellationToken);
                return new ClusterView(master, await health, await nodes, await masters, await ring);
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                // The next master is asked; the page says so when none is left.
            }
        }

        return null;
    }

    private async Task<T> ReadAsync<T>(Uri master, string path, CancellationToken cancellationToken)
        where T : class
    {
        // A cluster that is not healthy answers 503 with the same body.
        using var response = await client.GetAsync(new Uri(master, path), cancellationToken);
        return await response.Content.ReadFromJsonAsync<T>(cancellationToken) ?? throw new HttpRequestException($"{master}{path} answered nothing.");
    }
}
