using System.Reflection;
using Aspire.Hosting;
using DistCache.AppHost.SystemModel;

namespace DistCache.AppHost.Aspire;

/// <summary>Runs the system as an Aspire application: the same model, as Aspire's resources.</summary>
public static class AspireHost
{
    /// <summary>Why this machine cannot run it, as one line; null when it can.</summary>
    public static string? ReasonNotTo(IReadOnlyDictionary<string, string?> environment)
    {
        // The three places where Aspire itself looks, in its order.
        var configured = environment.GetValueOrDefault("DcpPublisher__CliPath");
        var folder = environment.GetValueOrDefault("ASPIRE_DCP_PATH");
        var recorded = typeof(AspireHost).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(metadata => metadata.Key.Equals("dcpclipath", StringComparison.OrdinalIgnoreCase))?.Value;
        var path = !string.IsNullOrEmpty(configured) ? configured
            : !string.IsNullOrEmpty(folder) ? Path.Combine(folder, OperatingSystem.IsWindows() ? "dcp.exe" : "dcp")
            : recorded;
        return File.Exists(path) ? null : "Aspire's orchestrator is not installed; it comes with the Aspire CLI (https://get.aspire.dev)";
    }

    /// <summary>Runs until stopped.</summary>
    /// <param name="options">What was chosen.</param>
    /// <param name="say">Takes lines for people.</param>
    public static async Task RunAsync(AppHostOptions options, Action<string> say)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { AssemblyName = typeof(AspireHost).Assembly.GetName().Name });
        var hasContainers = await ContainerRuntime.WorksAsync();
        builder.AddDistCache(options, hasContainers);
        if (!hasContainers)
        {
            say("No container runtime works here (tried docker and podman): left out are ZooKeeper, NGINX, Prometheus and Grafana. "
                + "The coordinator is the embedded one, and the masters share the front port.");
        }

        await using var application = builder.Build();
        await application.RunAsync();
    }
}
