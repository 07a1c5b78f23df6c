using System.Net;
using DistCache.Core.Protocol;
using DistCache.Core.Topology;
using DistCache.Node.Sessions;
using DistCache.Node.Storage;

namespace DistCache.Node.Hosting;

/// <summary>The settings of a node.</summary>
public sealed record NodeOptions
{
    public const int DefaultRespPort = 7001;

    public const int DefaultHttpPort = 3001;

    /// <summary>The node's lasting name.</summary>
    public required NodeId Id { get; init; }

    /// <summary>Address that both ports are bound to.</summary>
    public IPAddress BindAddress { get; init; } = IPAddress.Loopback;

    /// <summary>Name or address that clients, masters and other nodes are told.</summary>
    public string AdvertisedHost { get; init; } = "127.0.0.1";

    /// <summary>Port of the Redis protocol; 0: any free one.</summary>
    public int RespPort { get; init; } = DefaultRespPort;

    /// <summary>Port of health and status; 0: any free one.</summary>
    public int HttpPort { get; init; } = DefaultHttpPort;

    /// <summary>Whether the node owns all slots and knows no masters.</summary>
    public bool IsStandalone { get; init; }

    /// <summary>Where to register; others are learnt from the answers.</summary>
    public IReadOnlyList<Uri> Masters { get; init; } = [new("http://localhost:8000")];

    /// <summary>Share of the slots relative to other nodes.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>What fails together with the node; may be empty.</summary>
    public string Zone { get; init; } = "";

    /// <summary>Time between reports to a master.</summary>
    public TimeSpan HealthCheckInterval { get; init; } = TimeSpan.FromSeconds(5);

    public StoreOptions Store { get; init; } = new();

    /// <summary>How many connections are accepted.</summary>
    public int ClientsMax { get; init; } = SessionRegistry.DefaultClientsMax;

    /// <summary>Settings of snapshots that were given; this version takes none.</summary>
    public IReadOnlyList<string> UnusedSettings { get; init; } = [];

    /// <summary>An argument may be a value, or a key where those are allowed to be longer.</summary>
    public RequestLimits RequestLimits => new(Math.Max(Store.ValueBytesMax, Store.KeyBytesMax));
}
