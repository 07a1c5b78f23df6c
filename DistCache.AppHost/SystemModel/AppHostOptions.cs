using System.Net;
using DistCache.ServiceDefaults.Settings;

namespace DistCache.AppHost.SystemModel;

/// <summary>What can be chosen about a system that the AppHost starts. Each has one setting, named here in capitals.</summary>
public sealed record AppHostOptions
{
    /// <summary>More processes of a kind than one machine has use for.</summary>
    private const int PartsMax = 64;

    /// <summary><c>MASTERS</c>.</summary>
    public int Masters { get; init; } = 3;

    /// <summary><c>NODES</c>; also the number of nodes that the cluster forms with.</summary>
    public int Nodes { get; init; } = 3;

    /// <summary><c>DATA</c>: the folder of all data, absolute. Kept between runs.</summary>
    public string DataFolder { get; init; } = Path.GetFullPath(".distcache");

    /// <summary><c>HOST</c>: the IP address that everything listens on.</summary>
    public IPAddress Host { get; init; } = IPAddress.Loopback;

    /// <summary><c>FRONT</c>.</summary>
    public FrontDoor Front { get; init; } = FrontDoor.Auto;

    /// <summary><c>FRONT_PORT</c>.</summary>
    public int FrontPort { get; init; } = 8081;

    /// <summary><c>MASTER_PORT</c>: of the first master; the others follow.</summary>
    public int MasterPort { get; init; } = 8000;

    /// <summary><c>NODE_HTTP_PORT</c>: of the first node; the others follow.</summary>
    public int NodeHttpPort { get; init; } = 3001;

    /// <summary><c>NODE_RESP_PORT</c>: of the first node; the others follow.</summary>
    public int NodeRespPort { get; init; } = 7001;

    /// <summary><c>CONSOLE_PORT</c>.</summary>
    public int ConsolePort { get; init; } = 8090;

    /// <summary>
    /// <c>COORDINATOR</c>: <c>embedded</c> (a SQLite file in the data folder), <c>zookeeper</c> (one that the host starts), or where
    /// a running one is found, such as <c>zookeeper:10.0.0.5:2181</c>.
    /// </summary>
    public string Coordinator { get; init; } = "embedded";

    /// <summary><c>START_WITHIN</c>: how long the whole may take to become healthy.</summary>
    public TimeSpan StartWithin { get; init; } = TimeSpan.FromSeconds(120);

    /// <exception cref="SettingsException">A value is wrong, or two parts would have one port.</exception>
    public static AppHostOptions Read(SettingsReader settings)
    {
        var defaults = new AppHostOptions();
        var options = new AppHostOptions
        {
            Masters = settings.Integer("MASTERS", defaults.Masters, 1, PartsMax),
            Nodes = settings.Integer("NODES", defaults.Nodes, 1, PartsMax),
            DataFolder = Path.GetFullPath(settings.Text("DATA", defaults.DataFolder)),
            Host = ReadHost(settings),
            Front = ReadFront(settings),
            FrontPort = settings.Port("FRONT_PORT", defaults.FrontPort),
            MasterPort = settings.Port("MASTER_PORT", defaults.MasterPort),
            NodeHttpPort = settings.Port("NODE_HTTP_PORT", defaults.NodeHttpPort),
            NodeRespPort = settings.Port("NODE_RESP_PORT", defaults.NodeRespPort),
            ConsolePort = settings.Port("CONSOLE_PORT", defaults.ConsolePort),
            Coordinator = ReadCoordinator(settings, defaults.Coordinator),
            StartWithin = settings.Seconds("START_WITHIN", defaults.StartWithin, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)),
        };
        settings.ThrowIfInvalid();
        PortPlan.ThrowIfImpossible(DistCacheSystem.Describe(options));
        return options;
    }

    private static IPAddress ReadHost(SettingsReader settings)
    {
        var text = settings.Text("HOST", "127.0.0.1", text => Parse(text) is null ? "an IP address such as 127.0.0.1 or 0.0.0.0 is expected" : null);
        return Parse(text) ?? IPAddress.Loopback;

        static IPAddress? Parse(string text) =>
            text.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
            : IPAddress.TryParse(text, out var address) ? address
            : null;
    }

    private static FrontDoor ReadFront(SettingsReader settings)
    {
        var text = settings.Text("FRONT", "auto", text => Parse(text) is null ? "auto, nginx or shared is expected" : null);
        return Parse(text) ?? FrontDoor.Auto;

        static FrontDoor? Parse(string text) => text.ToLowerInvariant() switch
        {
            "auto" => FrontDoor.Auto,
            "nginx" => FrontDoor.Nginx,
            "shared" => FrontDoor.Shared,
            _ => null,
        };
    }

    private static string ReadCoordinator(SettingsReader settings, string fallback) => settings.Text("COORDINATOR", fallback, text =>
        text is "embedded" or "zookeeper" || text.Contains(':', StringComparison.Ordinal)
            ? null
            : "embedded, zookeeper, or an address such as zookeeper:10.0.0.5:2181 is expected");
}
