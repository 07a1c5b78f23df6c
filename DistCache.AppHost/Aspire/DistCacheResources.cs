using Aspire.Hosting;
using DistCache.AppHost.SystemModel;

namespace DistCache.AppHost.Aspire;

/// <summary>The system model as resources of an Aspire application.</summary>
public static class DistCacheResources
{
    /// <param name="builder">The application.</param>
    /// <param name="options">What was chosen.</param>
    /// <param name="hasContainers">Whether containers can be run: without, the model has only what runs as processes.</param>
    public static IDistributedApplicationBuilder AddDistCache(this IDistributedApplicationBuilder builder, AppHostOptions options, bool hasContainers)
    {
        var system = hasContainers ? WithContainers(options) : ProcessesOnly(options);
        var added = new AddedParts(builder, options);
        foreach (var part in system.Parts.Where(part => part.Kind != PartKind.Front || system.FrontIsNginx))
        {
            added.Add(part);
        }

        return builder;
    }

    private static DistCacheSystem WithContainers(AppHostOptions options)
    {
        var zooKeeper = options.Coordinator == "zookeeper" ? OptionalParts.ZooKeeper : OptionalParts.None;
        var front = options.Front == FrontDoor.Shared ? FrontDoor.Shared : FrontDoor.Nginx;
        return DistCacheSystem.Describe(options, front, zooKeeper | OptionalParts.Prometheus | OptionalParts.Grafana);
    }

    private static DistCacheSystem ProcessesOnly(AppHostOptions options) =>
        DistCacheSystem.Describe(options.Coordinator == "zookeeper" ? options with { Coordinator = "embedded" } : options, FrontDoor.Shared);
}
