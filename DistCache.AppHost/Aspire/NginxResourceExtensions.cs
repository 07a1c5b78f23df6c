using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using DistCache.AppHost.Local.Nginx;
using DistCache.AppHost.SystemModel;

namespace DistCache.AppHost.Aspire;

/// <summary>Adds NGINX to an Aspire application.</summary>
/// <remarks>
/// The image fills templates from environment variables when it starts, and Aspire fills environment variables with the addresses by
/// which a container reaches its upstreams: so the configuration of the local host serves here too, with names in place of addresses.
/// </remarks>
public static class NginxResourceExtensions
{
    /// <param name="builder">The application.</param>
    /// <param name="name">Of the resource.</param>
    /// <param name="port">On the host.</param>
    public static IResourceBuilder<NginxResource> AddNginx(this IDistributedApplicationBuilder builder, string name, int port) =>
        builder.AddResource(new NginxResource(name))
            .WithImage("nginx", "1.29")
            .WithHttpEndpoint(port, NginxResource.Port, PartEndpoint.Http)
            .WithEnvironment("NGINX_ENVSUBST_OUTPUT_DIR", "/etc/nginx")
            .WithContainerFiles("/etc/nginx/templates", (context, _) => Task.FromResult<IEnumerable<ContainerFileSystemItem>>(
                [new ContainerFile { Name = "nginx.conf.template", Contents = Template((NginxResource)context.Model) }]));

    /// <summary>Spreads requests over one more endpoint.</summary>
    public static IResourceBuilder<NginxResource> WithUpstream(this IResourceBuilder<NginxResource> builder, EndpointReference upstream)
    {
        builder.Resource.Add(upstream);
        return builder.WithEnvironment(Variable(builder.Resource.Upstreams.Count), ReferenceExpression.Create($"{upstream.Property(EndpointProperty.HostAndPort)}"));
    }

    private static string Template(NginxResource nginx) =>
        NginxConfiguration.Write("/tmp", $"{NginxResource.Port}", Enumerable.Range(1, nginx.Upstreams.Count).Select(number => $"${{{Variable(number)}}}"));

    private static string Variable(int number) => $"UPSTREAM_{number}";
}
