namespace DistCache.AppHost.SystemModel;

/// <summary>Parts that a cluster works without; which of them there are is for the host to say.</summary>
[Flags]
public enum OptionalParts
{
    None = 0,
    ZooKeeper = 1,
    Prometheus = 2,
    Grafana = 4,
    All = ZooKeeper | Prometheus | Grafana,
}
