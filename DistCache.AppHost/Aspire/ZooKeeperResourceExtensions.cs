using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using DistCache.AppHost.SystemModel;

namespace DistCache.AppHost.Aspire;

/// <summary>Adds ZooKeeper to an Aspire application.</summary>
public static class ZooKeeperResourceExtensions
{
    /// <summary>Healthy when its own admin server says so.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Of the resource.</param>
    /// <param name="port">On the host.</param>
    public static IResourceBuilder<ZooKeeperResource> AddZooKeeper(this IDistributedApplicationBuilder builder, string name, int port) =>
        builder.AddResource(new ZooKeeperResource(name))
            .WithImage("zookeeper", "3.9")
            .WithEndpoint(port, ZooKeeperResource.Port, "tcp", PartEndpoint.Client)
            .WithHttpEndpoint(targetPort: 8080, name: "admin")
            .WithHttpHealthCheck("/commands/ruok", endpointName: "admin");
}
