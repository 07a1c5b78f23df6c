using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using DistCache.AppHost.SystemModel;

namespace DistCache.AppHost.Aspire;

/// <summary>Adds Prometheus and Grafana to an Aspire application.</summary>
internal static class MonitoringResources
{
    private const string DataSource = """
        apiVersion: 1
        datasources:
          - name: Prometheus
            type: prometheus
            url: $PROMETHEUS_URL
            isDefault: true
        """;

    /// <summary>A Prometheus that gathers <c>/metrics</c> of <paramref name="targets"/>.</summary>
    public static IResourceBuilder<ContainerResource> AddPrometheus(
        this IDistributedApplicationBuilder builder, string name, int port, IReadOnlyList<EndpointReference> targets) =>
        builder.AddContainer(name, "prom/prometheus", "v3.5.0")
            .WithHttpEndpoint(port, 9090, PartEndpoint.Http)
            .WithContainerFiles("/etc/prometheus", async (context, cancellation) =>
                [new ContainerFile { Name = "prometheus.yml", Contents = await ScrapeAsync(targets, context.Model, cancellation) }]);

    /// <summary>A Grafana whose default data source is <paramref name="prometheus"/>.</summary>
    public static IResourceBuilder<ContainerResource> AddGrafana(this IDistributedApplicationBuilder builder, string name, int port, EndpointReference prometheus) =>
        builder.AddContainer(name, "grafana/grafana", "12.1.0")
            .WithHttpEndpoint(port, 3000, PartEndpoint.Http)
            .WithEnvironment("PROMETHEUS_URL", ReferenceExpression.Create($"{prometheus.Property(EndpointProperty.Url)}"))
            .WithContainerFiles("/etc/grafana/provisioning/datasources", (_, _) => Task.FromResult<IEnumerable<ContainerFileSystemItem>>(
                [new ContainerFile { Name = "prometheus.yml", Contents = DataSource }]));

    /// <summary>Addresses as the container sees them, which depend on who asks.</summary>
    private static async Task<string> ScrapeAsync(IReadOnlyList<EndpointReference> targets, IResource caller, CancellationToken cancellation)
    {
        var context = new ValueProviderContext { Caller = caller };
        var addresses = new List<string>();
        foreach (var target in targets)
        {
            addresses.Add($"\"{await target.Property(EndpointProperty.HostAndPort).GetValueAsync(context, cancellation)}\"");
        }

        return $"""
            global:
              scrape_interval: 5s
            scrape_configs:
              - job_name: distcache
                static_configs:
                  - targets: [{string.Join(", ", addresses)}]
            """;
    }
}
