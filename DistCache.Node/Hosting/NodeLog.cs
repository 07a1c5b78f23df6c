namespace DistCache.Node.Hosting;

/// <summary>What a node says when it is put together.</summary>
internal static partial class NodeLog
{
    public static void Settings(ILogger log, NodeOptions options)
    {
        Limits(log, options.Id.Value, Size(options.Store.BytesMax), options.Store.EntriesMax == 0 ? "any number of" : $"{options.Store.EntriesMax}", options.ClientsMax);
        if (options.UnusedSettings.Count > 0)
        {
            NoSnapshots(log, string.Join(", ", options.UnusedSettings));
        }
    }

    private static string Size(long bytes) => bytes == 0 ? "unlimited memory" : $"{bytes / (1024 * 1024)}mb";

    [LoggerMessage(LogLevel.Information, "Node {Id}: {Memory}, {Entries} entries, {Clients} clients.")]
    private static partial void Limits(ILogger logger, string id, string memory, string entries, int clients);

    [LoggerMessage(LogLevel.Warning, "This version takes no snapshots yet: {Settings} changes nothing.")]
    private static partial void NoSnapshots(ILogger logger, string settings);
}
