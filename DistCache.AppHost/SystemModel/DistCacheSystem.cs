using System.Collections.Immutable;
using System.Globalization;

namespace DistCache.AppHost.SystemModel;

/// <summary>Everything that a running system is made of: the deployment diagram, as a value. Both hosts start what it lists.</summary>
public sealed class DistCacheSystem
{
    private readonly AppHostOptions _options;
    private readonly FrontDoor _front;
    private readonly OptionalParts _optional;

    private DistCacheSystem(AppHostOptions options, FrontDoor front, OptionalParts optional)
    {
        _options = options;
        _front = front;
        _optional = optional;
        MasterNames = [.. Numbers(options.Masters).Select(number => $"master-{number}")];
        Parts =
        [
            .. Optional(OptionalParts.ZooKeeper, ZooKeeper),
            .. Numbers(options.Masters).Select(Master),
            .. Numbers(options.Nodes).Select(Node),
            Front(),
            Console(),
            .. Optional(OptionalParts.Prometheus, Prometheus),
            .. Optional(OptionalParts.Grafana, Grafana),
        ];
    }

    /// <summary>In an order in which they can be started: none waits for a later one.</summary>
    public ImmutableArray<SystemPart> Parts { get; }

    public ImmutableArray<string> MasterNames { get; }

    /// <summary>False where the masters share the front port, so that no process of its own stands there.</summary>
    public bool FrontIsNginx => _front == FrontDoor.Nginx;

    /// <param name="options">What was chosen.</param>
    /// <param name="front">What the host can put in front; <see cref="FrontDoor.Auto"/> stands for <see cref="FrontDoor.Shared"/>.</param>
    /// <param name="optional">The optional parts that the host can start.</param>
    public static DistCacheSystem Describe(AppHostOptions options, FrontDoor front = FrontDoor.Auto, OptionalParts optional = OptionalParts.None) =>
        new(options, front, optional);

    public SystemPart Part(string name) => Parts.First(part => part.Name == name);

    private SystemPart Master(int number) => new($"master-{number}", PartKind.Master)
    {
        Endpoints = [new(PartEndpoint.Http, "http", _options.MasterPort + number - 1, "MASTER_PORT", "PORT")],
        Settings =
        [
            new FixedSetting("MASTER_ID", $"master-{number}"),
            Coordinator(),
            new FixedSetting("SHARED_PORT", Text(FrontIsNginx ? 0 : _options.FrontPort)),
            new FixedSetting("EXPECTED_NODES", Text(_options.Nodes)),
            new FixedSetting("BACKUP_DIR", DataPath("backups")),
        ],
        WaitsFor = _optional.HasFlag(OptionalParts.ZooKeeper) ? ["zookeeper"] : [],
        HealthPath = "/health/ready",
    };

    private SystemPart Node(int number) => new($"node-{number}", PartKind.Node)
    {
        Endpoints =
        [
            new(PartEndpoint.Http, "http", _options.NodeHttpPort + number - 1, "NODE_HTTP_PORT", "PORT"),
            new(PartEndpoint.Resp, "redis", _options.NodeRespPort + number - 1, "NODE_RESP_PORT", "RESP_PORT"),
        ],
        Settings =
        [
            new FixedSetting("NODE_ID", $"node-{number}"),
            new FixedSetting("NODES_ON_HOST", Text(_options.Nodes)),
            Masters("MASTER_ADDRESS"),
            new FixedSetting("DATA_DIR", DataPath($"node-{number}", "data")),
            new FixedSetting("BACKUP_DIR", DataPath($"node-{number}", "backups")),
        ],
        WaitsFor = MasterNames,
        HealthPath = "/health/ready",
    };

    private SystemPart Console() => new("console", PartKind.Console)
    {
        Endpoints = [new(PartEndpoint.Http, "http", _options.ConsolePort, "CONSOLE_PORT", "PORT")],
        Settings = [Masters("MASTER_ADDRESS")],
        WaitsFor = MasterNames,
        HealthPath = "/health/ready",
    };

    /// <summary>Healthy once the cluster is: asked through the front door, the masters say 200 when every slot has a primary.</summary>
    private SystemPart Front() => new("front", PartKind.Front)
    {
        Endpoints = [new(PartEndpoint.Http, "http", _options.FrontPort, "FRONT_PORT")],
        WaitsFor = MasterNames,
        HealthPath = "/health",
    };

    private static SystemPart ZooKeeper() => new("zookeeper", PartKind.ZooKeeper)
    {
        Endpoints = [new(PartEndpoint.Client, "tcp", 2181, "ZooKeeper's port")],
        Volumes = [new("distcache-zookeeper-data", "/data"), new("distcache-zookeeper-log", "/datalog")],
    };

    private SystemPart Prometheus() => new("prometheus", PartKind.Prometheus)
    {
        Endpoints = [new(PartEndpoint.Http, "http", 9090, "Prometheus's port")],
        WaitsFor = MasterNames,
        HealthPath = "/-/ready",
        Volumes = [new("distcache-prometheus", "/prometheus")],
    };

    private static SystemPart Grafana() => new("grafana", PartKind.Grafana)
    {
        Endpoints = [new(PartEndpoint.Http, "http", 3000, "Grafana's port")],
        WaitsFor = ["prometheus"],
        HealthPath = "/api/health",
        Volumes = [new("distcache-grafana", "/var/lib/grafana")],
    };

    private PartSetting Coordinator() => _options.Coordinator switch
    {
        "embedded" => new FixedSetting("COORDINATOR", "sqlite:" + DataPath("coordinator.db")),
        "zookeeper" => new ReferenceSetting("COORDINATOR", ["zookeeper"], PartEndpoint.Client, "zookeeper:"),
        var running => new FixedSetting("COORDINATOR", running),
    };

    private ReferenceSetting Masters(string setting) => new(setting, MasterNames, PartEndpoint.Http);

    private IEnumerable<SystemPart> Optional(OptionalParts part, Func<SystemPart> describe) => _optional.HasFlag(part) ? [describe()] : [];

    private string DataPath(params ReadOnlySpan<string> names) => Path.Combine([_options.DataFolder, .. names]);

    private static IEnumerable<int> Numbers(int count) => Enumerable.Range(1, count);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
