using DistCache.Master.Coordination;
using DistCache.ServiceDefaults.Settings;

namespace DistCache.Master;

/// <summary>The settings of a master, validated at start; <c>docs/settings.md</c> describes them.</summary>
public sealed record MasterOptions
{
    private const long KeyBytesHighest = 64 * 1024;

    private const long ValueBytesHighest = 256L * 1024 * 1024;

    /// <summary>The lasting name of this master (<c>MASTER_ID</c>).</summary>
    public string MasterId { get; init; } = "master-8000";

    /// <summary>Address listened on (<c>HOST</c>).</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Port of its own (<c>PORT</c>).</summary>
    public int Port { get; init; } = 8000;

    /// <summary>A port that several masters of one machine listen on together (<c>SHARED_PORT</c>); 0: none.</summary>
    public int SharedPort { get; init; }

    /// <summary>What others reach this master by (<c>ADVERTISED_HOST</c>).</summary>
    public string AdvertisedHost { get; init; } = "127.0.0.1";

    /// <summary>Where the cluster agrees (<c>COORDINATOR</c>): <c>sqlite:</c> and the path of a file that all masters of the machine share.</summary>
    public string Coordinator { get; init; } = "sqlite:.distcache/coordinator.db";

    /// <summary>Virtual nodes on the ring for each unit of a node's weight (<c>REPLICATION_FACTOR</c>, by the name it has always had).</summary>
    public int VirtualNodes { get; init; } = 160;

    /// <summary>Nodes to wait for before slots are assigned for the first time (<c>EXPECTED_NODES</c>).</summary>
    public int ExpectedNodes { get; init; } = 1;

    /// <summary>How long the slots of a node that has ended are kept for its next run (<c>RECOVERY_WAIT</c>).</summary>
    public TimeSpan RecoveryWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time between health reports (<c>HEALTH_CHECK_INTERVAL</c>); sets no lease.</summary>
    public TimeSpan HealthCheckInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Time between backups of the cluster (<c>BACKUP_INTERVAL</c>). This version takes none.</summary>
    public TimeSpan BackupInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Folder of backups (<c>BACKUP_DIR</c>); empty: none.</summary>
    public string BackupFolder { get; init; } = "";

    /// <summary>The longest key taken (<c>KEY_BYTES_MAX</c>).</summary>
    public int KeyBytesMax { get; init; } = 8 * 1024;

    /// <summary>The longest value taken (<c>VALUE_BYTES_MAX</c>).</summary>
    public int ValueBytesMax { get; init; } = 16 * 1024 * 1024;

    /// <summary>Entries of one bulk request (<c>BULK_ENTRIES_MAX</c>).</summary>
    public int BulkEntriesMax { get; init; } = 1000;

    /// <summary>How long a request may wait for a node (<c>REQUEST_TIMEOUT</c>).</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <exception cref="SettingsException">A setting is wrong.</exception>
    public static MasterOptions Load(IReadOnlyList<string> args, IReadOnlyDictionary<string, string?> environment)
    {
        var settings = SettingsReader.Load(args, environment);
        var defaults = new MasterOptions();
        var port = settings.Port("PORT", defaults.Port);
        var host = settings.Text("HOST", defaults.Host, HostProblem);
        var options = new MasterOptions
        {
            Port = port,
            Host = host,
            MasterId = settings.Text("MASTER_ID", $"master-{port}", NameProblem),
            SharedPort = settings.Integer("SHARED_PORT", defaults.SharedPort, 0, ushort.MaxValue),
            AdvertisedHost = settings.Text("ADVERTISED_HOST", DefaultAdvertisedHost(host)),
            Coordinator = settings.Text("COORDINATOR", defaults.Coordinator, CoordinatorSetting.Problem),
            VirtualNodes = settings.Integer("REPLICATION_FACTOR", defaults.VirtualNodes, 1, 10_000),
            ExpectedNodes = settings.Integer("EXPECTED_NODES", defaults.ExpectedNodes, 1, 10_000),
            RecoveryWait = settings.Seconds("RECOVERY_WAIT", defaults.RecoveryWait, TimeSpan.Zero, TimeSpan.FromDays(1)),
            HealthCheckInterval = settings.Seconds("HEALTH_CHECK_INTERVAL", defaults.HealthCheckInterval, TimeSpan.FromSeconds(0.1), TimeSpan.FromHours(1)),
            BackupInterval = settings.Seconds("BACKUP_INTERVAL", defaults.BackupInterval, TimeSpan.FromSeconds(1), TimeSpan.FromDays(7)),
            BackupFolder = settings.Text("BACKUP_DIR", defaults.BackupFolder),
            KeyBytesMax = (int)settings.Bytes("KEY_BYTES_MAX", defaults.KeyBytesMax, 1, KeyBytesHighest),
            ValueBytesMax = (int)settings.Bytes("VALUE_BYTES_MAX", defaults.ValueBytesMax, 1, ValueBytesHighest),
            BulkEntriesMax = settings.Integer("BULK_ENTRIES_MAX", defaults.BulkEntriesMax, 1, 100_000),
            RequestTimeout = settings.Seconds("REQUEST_TIMEOUT", defaults.RequestTimeout, TimeSpan.FromSeconds(0.1), TimeSpan.FromMinutes(5)),
        };
        if (options.SharedPort == port)
        {
            settings.Report("SHARED_PORT", $"{port}", "a port other than PORT is expected");
        }

        settings.ThrowIfInvalid();
        return options;
    }

    /// <summary>HTTP base address that others reach this master by.</summary>
    public string AdvertisedAddress => $"http://{(AdvertisedHost.Contains(':') ? $"[{AdvertisedHost}]" : AdvertisedHost)}:{Port}";

    private static string DefaultAdvertisedHost(string host) => host is "0.0.0.0" or "::" or "*" or "localhost" ? "127.0.0.1" : host;

    private static string? HostProblem(string host) =>
        host is "*" or "localhost" || System.Net.IPAddress.TryParse(host, out _) ? null : "an IP address, localhost or * is expected";

    private static string? NameProblem(string id) =>
        Core.Topology.NodeId.IsValid(id) ? null : "1 to 64 of the characters A-Z a-z 0-9 . _ - are expected";
}
