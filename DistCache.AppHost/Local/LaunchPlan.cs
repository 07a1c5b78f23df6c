using System.Collections.Immutable;
using DistCache.AppHost.Local.Nginx;
using DistCache.AppHost.SystemModel;

namespace DistCache.AppHost.Local;

/// <summary>How each part of the system is started as a process of this machine.</summary>
/// <param name="options">What was chosen.</param>
/// <param name="system">The parts.</param>
/// <param name="environment">What the AppHost was given.</param>
/// <param name="nginx">The NGINX program; null where the masters share the front port.</param>
internal sealed class LaunchPlan(AppHostOptions options, DistCacheSystem system, IReadOnlyDictionary<string, string?> environment, string? nginx)
{
    /// <summary>The environment variable by which a process of ours is told that its input is a leash.</summary>
    private const string LeashVariable = "DISTCACHE_LEASH";

    /// <summary>Null for a part that is no process: the front door that the masters share.</summary>
    public ProcessLaunch? For(SystemPart part)
    {
        var variables = ProcessEnvironment.Of(part, system, options.Host, environment);
        return part.Kind switch
        {
            PartKind.Master or PartKind.Node or PartKind.Console => OurProgram(part, variables.SetItem(LeashVariable, "stdin")),
            PartKind.Front when nginx is not null => NginxFront.Prepare(nginx, part, system, options, variables),
            PartKind.Front => null,
            _ => throw new InvalidOperationException($"The local host does not start {part.Name}."),
        };
    }

    /// <summary>Where this machine asks whether the part is healthy.</summary>
    public Uri HealthAddress(SystemPart part) =>
        new($"http://{ProcessEnvironment.Reachable(options.Host)}:{part.Endpoint(PartEndpoint.Http).Port}{part.HealthPath}");

    private static ProcessLaunch OurProgram(SystemPart part, IReadOnlyDictionary<string, string> variables)
    {
        ImmutableArray<string> arguments = ["exec", ChildPrograms.AssemblyOf(part.Kind)];
        return OperatingSystem.IsWindows()
            ? new ProcessLaunch(part, ChildPrograms.DotnetHost, arguments) { Environment = variables }
            : new ProcessLaunch(part, UnixShell.Path, UnixShell.RunLeashed(ChildPrograms.DotnetHost, arguments.AsSpan())) { Environment = variables };
    }
}
