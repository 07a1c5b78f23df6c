using Aspire.Hosting.ApplicationModel;

namespace DistCache.AppHost.Aspire;

/// <summary>An NGINX in front of other resources.</summary>
public sealed class NginxResource(string name) : ContainerResource(name)
{
    /// <summary>The HTTP endpoint inside the container.</summary>
    public const int Port = 80;

    private readonly List<EndpointReference> _upstreams = [];

    /// <summary>Among which requests are spread.</summary>
    public IReadOnlyList<EndpointReference> Upstreams => _upstreams;

    internal void Add(EndpointReference upstream) => _upstreams.Add(upstream);
}
