using DistCache.Core.Topology;

namespace DistCache.Core.Membership;

/// <summary>What a node answers a master's probe: who it is, which topology it serves by, and its counters since its start.</summary>
/// <remarks>On the wire (<c>DC.PROBE</c>) a map of field name to integer in the order of <see cref="Fields"/>; unknown fields are passed over.</remarks>
public sealed record NodeStatus
{
    /// <summary>Which run of the node answers.</summary>
    public Incarnation Incarnation { get; init; }

    /// <summary>Epoch of the topology it serves by.</summary>
    public Epoch TopologyEpoch { get; init; }

    public long Entries { get; init; }

    /// <summary>Bytes its store uses: keys, values and overhead.</summary>
    public long UsedBytes { get; init; }

    /// <summary>Bytes its store may use.</summary>
    public long LimitBytes { get; init; }

    public long Hits { get; init; }

    public long Misses { get; init; }

    public long Evictions { get; init; }

    public long Expirations { get; init; }

    /// <summary>Commands processed.</summary>
    public long Commands { get; init; }

    public long Connections { get; init; }

    public long UptimeMs { get; init; }

    /// <summary>Name and value of each field, in wire order.</summary>
    public IEnumerable<KeyValuePair<string, long>> Fields =>
    [
        new("incarnation", (long)Incarnation.Value),
        new("topology-epoch", (long)TopologyEpoch.Value),
        new("entries", Entries),
        new("used-bytes", UsedBytes),
        new("limit-bytes", LimitBytes),
        new("hits", Hits),
        new("misses", Misses),
        new("evictions", Evictions),
        new("expirations", Expirations),
        new("commands", Commands),
        new("connections", Connections),
        new("uptime-ms", UptimeMs),
    ];

    public static NodeStatus FromFields(IReadOnlyDictionary<string, long> fields) => new()
    {
        Incarnation = new Incarnation((ulong)fields.GetValueOrDefault("incarnation")),
        TopologyEpoch = new Epoch((ulong)fields.GetValueOrDefault("topology-epoch")),
        Entries = fields.GetValueOrDefault("entries"),
        UsedBytes = fields.GetValueOrDefault("used-bytes"),
        LimitBytes = fields.GetValueOrDefault("limit-bytes"),
        Hits = fields.GetValueOrDefault("hits"),
        Misses = fields.GetValueOrDefault("misses"),
        Evictions = fields.GetValueOrDefault("evictions"),
        Expirations = fields.GetValueOrDefault("expirations"),
        Commands = fields.GetValueOrDefault("commands"),
        Connections = fields.GetValueOrDefault("connections"),
        UptimeMs = fields.GetValueOrDefault("uptime-ms"),
    };
}
