using DistCache.Node.Registering;
using DistCache.Node.Reporting;
using DistCache.Node.Serving;
using DistCache.ServiceDefaults.Health;
using DistCache.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace DistCache.Node.Hosting;

/// <summary>Puts a node together.</summary>
public static class NodeHost
{
    /// <summary>A clean stop waits as long for running requests, and a little longer for everything else.</summary>
    private static readonly TimeSpan StopWithin = RespServerService.StopWithin + TimeSpan.FromSeconds(3);

    /// <param name="options">The settings.</param>
    /// <param name="configure">Changes what the node is made of, for tests.</param>
    public static WebApplication Build(NodeOptions options, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddServiceDefaults();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(options.BindAddress, options.HttpPort));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopWithin);
        builder.Services.AddNode(options);
        builder.Services.AddHealthChecks().AddCheck<RegisteredHealthCheck>("registered", tags: [HealthEndpoints.ReadyTag]);
        configure?.Invoke(builder);

        var app = builder.Build();
        app.MapLiveAndReady();
        app.MapHealthChecks("/health", new HealthCheckOptions { ResponseWriter = HealthEndpoints.WriteAsync });
        app.MapGet("/info", (NodeStatusSource status) => TypedResults.Json(status.Current().Fields.ToDictionary(), NodeJson.Default.DictionaryStringInt64));
        NodeLog.Settings(app.Logger, options);
        return app;
    }
}
