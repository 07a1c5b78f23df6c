using Aspire.Hosting.ApplicationModel;
using DistCache.AppHost.SystemModel;

namespace DistCache.AppHost.Aspire;

/// <summary>A ZooKeeper server.</summary>
public sealed class ZooKeeperResource(string name) : ContainerResource(name), IResourceWithConnectionString
{
    /// <summary>Where clients connect inside the container.</summary>
    public const int Port = 2181;

    /// <summary>Where clients connect.</summary>
    public EndpointReference Client => new(this, PartEndpoint.Client);

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{Client.Property(EndpointProperty.HostAndPort)}");
}
