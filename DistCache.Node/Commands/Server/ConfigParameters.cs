using System.Globalization;
using DistCache.Node.Hosting;
using DistCache.Node.Sessions;
using DistCache.Node.Storage;
using DistCache.ServiceDefaults.Settings;

namespace DistCache.Node.Commands.Server;

/// <summary>Redis's parameters as far as the node has what they stand for.</summary>
public sealed class ConfigParameters
{
    /// <summary>Redis's name of exact LRU over all keys.</summary>
    public const string EvictionPolicy = "allkeys-lru";

    /// <summary>As in CONFIG SET of Redis: a guard against slips of a zero.</summary>
    private const int ClientsCeiling = 1_000_000;

    public ConfigParameters(NodeOptions options, IEntryStore store, SessionRegistry sessions) => All =
    [
        new("appendonly", () => "no"),
        new("bind", options.BindAddress.ToString),
        new("cluster-enabled", () => "yes"),
        new("databases", () => "1"),
        new("maxclients", () => $"{sessions.ClientsMax}", CheckClients, value => sessions.ClientsMax = int.Parse(value, CultureInfo.InvariantCulture)),
        new(
            "maxmemory",
            () => $"{store.Statistics.BytesMax}",
            value => ByteSize.TryParse(value, out _) ? null : "argument must be a memory value",
            value => SetMemory(store, value)),
        new("maxmemory-policy", () => EvictionPolicy, value => value == EvictionPolicy ? null : $"argument must be '{EvictionPolicy}'", _ => { }),
        new("port", () => $"{options.RespPort}"),
        new("proto-max-bulk-len", () => $"{options.RequestLimits.BulkBytesMax}"),
        new("save", () => ""),
        new("timeout", () => "0"),
    ];

    /// <summary>In the order of their names.</summary>
    public IReadOnlyList<ConfigParameter> All { get; }

    public ConfigParameter? Find(string name) => All.FirstOrDefault(parameter => parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static string? CheckClients(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value is >= 1 and <= ClientsCeiling
            ? null
            : $"argument must be between 1 and {ClientsCeiling} inclusive";

    private static void SetMemory(IEntryStore store, string text)
    {
        if (ByteSize.TryParse(text, out var bytes))
        {
            store.SetLimits(store.Statistics.EntriesMax, bytes);
        }
    }
}
