using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using DistCache.Core.Topology;
using DistCache.Node.Sessions;
using DistCache.Node.Storage;
using DistCache.ServiceDefaults.Settings;

namespace DistCache.Node.Hosting;

/// <summary>Reads and checks a node's settings.</summary>
public static class NodeOptionsReader
{
    /// <summary>
    /// Part of the memory of the machine, or of the container, that its nodes take together where nobody said; the rest is left to
    /// everything else.
    /// </summary>
    private const double DefaultMemoryShare = 0.6;

    /// <summary>Nodes that share the machine where nobody said how many there are.</summary>
    private const int DefaultNodesOnHost = 3;

    private const long MemoryBytesMin = 1024 * 1024;

    /// <exception cref="SettingsException">A setting is wrong; the message names each.</exception>
    public static NodeOptions Read(SettingsReader settings)
    {
        var respPort = settings.Port("RESP_PORT", NodeOptions.DefaultRespPort);
        var bind = ReadBindAddress(settings);
        var id = settings.Text("NODE_ID", DefaultId(respPort), text => NodeId.IsValid(text) ? null : $"1 to {NodeId.LengthMax} of the characters A-Z a-z 0-9 . _ - are expected");
        var options = new NodeOptions
        {
            Id = new NodeId(NodeId.IsValid(id) ? id : DefaultId(respPort)),
            BindAddress = bind,
            AdvertisedHost = ReadAdvertisedHost(settings, bind),
            RespPort = respPort,
            HttpPort = settings.Port("PORT", NodeOptions.DefaultHttpPort),
            IsStandalone = ReadSwitch(settings, "STANDALONE"),
            Masters = settings.Addresses("MASTER_ADDRESS", "http://localhost:8000"),
            Weight = settings.Integer("WEIGHT", 1, 1, Member.WeightMax),
            Zone = settings.Text("ZONE", "", text => text.Length <= 64 ? null : "at most 64 characters are expected"),
            HealthCheckInterval = settings.Seconds("HEALTH_CHECK_INTERVAL", TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1)),
            Store = ReadStore(settings),
            ClientsMax = settings.Integer("MAX_CLIENTS", SessionRegistry.DefaultClientsMax, 1, 1_000_000),
            UnusedSettings = ReadSnapshotSettings(settings),
        };
        if (options.RespPort == options.HttpPort)
        {
            settings.Report("RESP_PORT", $"{respPort}", "PORT has the same value");
        }

        settings.ThrowIfInvalid();
        return options;
    }

    private static StoreOptions ReadStore(SettingsReader settings)
    {
        var nodesOnHost = settings.Integer("NODES_ON_HOST", DefaultNodesOnHost, 1, 1000);
        var fairShare = (long)(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes * DefaultMemoryShare / nodesOnHost);
        var memory = settings.Bytes("MAX_MEMORY", Math.Max(MemoryBytesMin, fairShare), 0, long.MaxValue);
        if (memory is > 0 and < MemoryBytesMin)
        {
            settings.Report("MAX_MEMORY", $"{memory}", "0 (unlimited) or at least 1mb is expected");
        }

        return new StoreOptions
        {
            EntriesMax = settings.Integer("CACHE_SIZE", 0L, 0, long.MaxValue),
            BytesMax = memory,
            KeyBytesMax = (int)settings.Bytes("KEY_BYTES_MAX", 8 * 1024, 1, StoreOptions.KeyBytesCeiling),
            ValueBytesMax = (int)settings.Bytes("VALUE_BYTES_MAX", 16 << 20, 1024, StoreOptions.ValueBytesCeiling),
        };
    }

    /// <summary>They are taken and checked, so that a script that sets them keeps working.</summary>
    private static List<string> ReadSnapshotSettings(SettingsReader settings)
    {
        string[] folders = ["BACKUP_DIR", "DATA_DIR"];
        var given = folders.Where(name => settings.Text(name, "", CheckFolder).Length > 0).ToList();
        if (settings.Seconds("BACKUP_INTERVAL", TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromDays(365)) > TimeSpan.Zero)
        {
            given.Add("BACKUP_INTERVAL");
        }

        return given;
    }

    private static string? CheckFolder(string path) => File.Exists(path) ? "a folder is expected, this is a file" : null;

    private static bool ReadSwitch(SettingsReader settings, string name) =>
        settings.Text(name, "false", text => text is "true" or "false" ? null : "true or false is expected") == "true";

    private static IPAddress ReadBindAddress(SettingsReader settings)
    {
        var text = settings.Text("HOST", "127.0.0.1", text => TryParseAddress(text, out _) ? null : "an IP address of this machine, localhost or * is expected");
        return TryParseAddress(text, out var address) ? address : IPAddress.Loopback;
    }

    private static bool TryParseAddress(string text, out IPAddress address)
    {
        address = text == "*" ? IPAddress.Any : IPAddress.Loopback;
        return text is "*" or "localhost" || (IPAddress.TryParse(text, out address!) && address is not null);
    }

    private static string ReadAdvertisedHost(SettingsReader settings, IPAddress bind)
    {
        var isAny = bind.Equals(IPAddress.Any) || bind.Equals(IPAddress.IPv6Any);
        var fallback = isAny ? HostAddress() : bind.ToString();
        return settings.Text(
            "ADVERTISED_HOST", fallback, text => Uri.CheckHostName(text) != UriHostNameType.Unknown ? null : "an address or name that clients can reach is expected");
    }

    private static string HostAddress()
    {
        var addresses =
            from network in NetworkInterface.GetAllNetworkInterfaces()
            where network.OperationalStatus == OperationalStatus.Up && network.NetworkInterfaceType != NetworkInterfaceType.Loopback
            from address in network.GetIPProperties().UnicastAddresses
            where address.Address.AddressFamily == AddressFamily.InterNetwork
            select address.Address.ToString();
        return addresses.FirstOrDefault("127.0.0.1");
    }

    /// <summary>Names the machine too: nodes of two machines that nobody named must not take each other for one.</summary>
    private static string DefaultId(int respPort)
    {
        var machine = string.Concat(Environment.MachineName.ToLowerInvariant().Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-'));
        var suffix = $"-{respPort}";
        return (machine.Length == 0 ? "node" : machine[..Math.Min(machine.Length, NodeId.LengthMax - suffix.Length)]) + suffix;
    }
}
