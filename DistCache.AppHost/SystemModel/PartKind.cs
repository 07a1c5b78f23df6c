namespace DistCache.AppHost.SystemModel;

/// <summary>The kinds of parts a system is made of.</summary>
public enum PartKind
{
    Master,
    Node,
    Console,
    Front,
    ZooKeeper,
    Prometheus,
    Grafana,
}
