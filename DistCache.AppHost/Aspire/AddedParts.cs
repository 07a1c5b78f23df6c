using System.Reflection;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dotnet;
using DistCache.AppHost.SystemModel;

namespace DistCache.AppHost.Aspire;

/// <summary>The parts that are resources already, to which later ones refer.</summary>
internal sealed class AddedParts(IDistributedApplicationBuilder builder, AppHostOptions options)
{
    private static readonly string BuildConfiguration =
        typeof(AddedParts).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Debug";

    private readonly Dictionary<string, IResourceBuilder<IResourceWithEndpoints>> _parts = [];

    public void Add(SystemPart part) => _parts.Add(part.Name, part.Kind switch
    {
        PartKind.Master => Project(part, "DistCache.Master"),
        PartKind.Node => Project(part, "DistCache.Node"),
        PartKind.Console => Project(part, "DistCache.Admin"),
        PartKind.Front => Nginx(part),
        PartKind.ZooKeeper => Container(builder.AddZooKeeper(part.Name, part.Endpoint(PartEndpoint.Client).Port), part),
        PartKind.Prometheus => Container(builder.AddPrometheus(part.Name, part.Endpoint(PartEndpoint.Http).Port, ProjectEndpoints()), part),
        PartKind.Grafana => Container(builder.AddGrafana(part.Name, part.Endpoint(PartEndpoint.Http).Port, Endpoint("prometheus", PartEndpoint.Http)), part),
        _ => throw new InvalidOperationException($"{part.Name} is of a kind that no resource stands for: {part.Kind}."),
    });

    /// <summary>Built with the AppHost, hence <c>--no-build</c>: several processes of one project would otherwise build it at once.</summary>
    private IResourceBuilder<DotnetProjectResource> Project(SystemPart part, string project)
    {
        var path = Path.GetFullPath(Path.Combine(builder.AppHostDirectory, "..", project, project + ".csproj"));
        string[] run = ["run", "--no-build", "--project", path, "--configuration", BuildConfiguration, "--no-launch-profile"];
        var resource = builder.AddDotnetProject(part.Name, path, launch => launch.ExcludeLaunchProfile = launch.ExcludeKestrelEndpoints = true);
        resource.WithLaunchToolArgs(context => Array.ForEach(run, context.Args.Add));
        foreach (var endpoint in part.Endpoints)
        {
            resource.WithEndpoint(endpoint.Port, endpoint.Port, endpoint.Scheme, endpoint.Name, endpoint.Setting, isProxied: false);
        }

        resource.WithEnvironment("HOST", options.Host.ToString());
        foreach (var setting in part.Settings)
        {
            resource.WithEnvironment(setting.Name, Resolve(setting));
        }

        return HealthyAfterNeeds(resource, part);
    }

    private IResourceBuilder<NginxResource> Nginx(SystemPart part)
    {
        var nginx = builder.AddNginx(part.Name, part.Endpoint(PartEndpoint.Http).Port);
        foreach (var master in part.WaitsFor)
        {
            nginx.WithUpstream(Endpoint(master, PartEndpoint.Http));
        }

        return Container(nginx, part);
    }

    private IResourceBuilder<T> Container<T>(IResourceBuilder<T> resource, SystemPart part)
        where T : ContainerResource
    {
        foreach (var volume in part.Volumes)
        {
            resource.WithVolume(volume.Name, volume.Target);
        }

        return HealthyAfterNeeds(resource, part);
    }

    private IResourceBuilder<T> HealthyAfterNeeds<T>(IResourceBuilder<T> resource, SystemPart part)
        where T : IResourceWithEndpoints, IResourceWithWaitSupport
    {
        foreach (var name in part.WaitsFor)
        {
            resource.WaitFor(_parts[name]);
        }

        return part.HealthPath is null ? resource : resource.WithHttpHealthCheck(part.HealthPath, endpointName: PartEndpoint.Http);
    }

    private ReferenceExpression Resolve(PartSetting setting)
    {
        var value = new ReferenceExpressionBuilder();
        if (setting is FixedSetting one)
        {
            value.AppendLiteral(one.Value);
        }
        else if (setting is ReferenceSetting many)
        {
            value.AppendLiteral(many.Prefix);
            var property = many.Endpoint == PartEndpoint.Http ? EndpointProperty.Url : EndpointProperty.HostAndPort;
            foreach (var (index, name) in many.Parts.Index())
            {
                value.AppendLiteral(index == 0 ? "" : ",");
                value.AppendFormatted(Endpoint(name, many.Endpoint).Property(property));
            }
        }

        return value.Build();
    }

    private List<EndpointReference> ProjectEndpoints() =>
        [.. _parts.Values.Where(part => part.Resource is DotnetProjectResource).Select(part => part.GetEndpoint(PartEndpoint.Http))];

    private EndpointReference Endpoint(string part, string name) => _parts[part].GetEndpoint(name);
}
