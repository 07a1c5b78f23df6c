using DistCache.Core.Topology;
using DistCache.Master.Nodes;
using DistCache.Master.Routing;
using DistCache.ServiceDefaults.Health;
using Microsoft.AspNetCore.Diagnostics;

namespace DistCache.Master.Api;

/// <summary>Puts the HTTP side of a master together.</summary>
/// <remarks>Takes from the container: <see cref="ITopologySource"/>, <see cref="INodeDirectory"/>, <see cref="ICoordinatorStatus"/>.</remarks>
public static class HttpApi
{
    public static void AddHttpApi(this WebApplicationBuilder builder, MasterOptions options)
    {
        builder.WebHost.ConfigureKestrel(kestrel => MasterListeners.Configure(kestrel, options));
        builder.WebHost.UseSockets(MasterListeners.ConfigureSockets);
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<RouteTables>();
        builder.Services.AddSingleton<KeyRouter>();
        builder.Services.AddSingleton<CacheRead>();
        builder.Services.AddSingleton<CacheStore>();
        builder.Services.AddSingleton<CacheRemove>();
        builder.Services.AddSingleton<CacheEndpoint>();
        builder.Services.AddSingleton<KeyLocation>();
        builder.Services.AddSingleton<BulkGet>();
        builder.Services.AddSingleton<BulkPut>();
        builder.Services.AddSingleton<ClusterEndpoints>();
        builder.Services.AddSingleton<ApiDescription>();
        builder.Services.AddHealthChecks().AddCheck<ReadyCheck>("serving", tags: [HealthEndpoints.ReadyTag]);
    }

    public static void MapHttpApi(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = AnswerFaultAsync, SuppressDiagnosticsCallback = _ => false });
        var cache = app.Services.GetRequiredService<CacheEndpoint>();
        var location = app.Services.GetRequiredService<KeyLocation>();
        app.Use(next => context => cache.TryAnswer(context) ?? location.TryAnswer(context) ?? next(context));
        app.UseStatusCodePages(AnswerUnmatchedAsync);
        app.UseRouting();
        app.MapLiveAndReady();
        app.MapGet("/health", AnswerHealthAsync);
        app.MapPost("/cache/bulk/get", app.Services.GetRequiredService<BulkGet>().AnswerAsync);
        app.MapPost("/cache/bulk/put", app.Services.GetRequiredService<BulkPut>().AnswerAsync);
        app.Services.GetRequiredService<ClusterEndpoints>().Map(app);
        app.Services.GetRequiredService<ApiDescription>().Map(app);
    }

    private static Task AnswerHealthAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var health = ClusterHealth.Judge(
            services.GetRequiredService<ITopologySource>().Current,
            services.GetRequiredService<INodeDirectory>().Roster,
            services.GetRequiredService<ICoordinatorStatus>().IsReachable);
        context.Response.StatusCode = health.State == ClusterState.Unavailable
            ? StatusCodes.Status503ServiceUnavailable
            : StatusCodes.Status200OK;
        return context.Response.WriteAsJsonAsync(health, ApiJson.Serializing);
    }

    /// <summary>A request that the server itself cannot read (a torn body) has a status already; anything else is a fault of ours.</summary>
    private static Task AnswerFaultAsync(HttpContext context) =>
        context.Features.Get<IExceptionHandlerFeature>()?.Error is BadHttpRequestException bad
            ? ProblemResponse.WriteAsync(context, ProblemType.BadRequest with { Status = bad.StatusCode }, bad.Message)
            : ProblemResponse.WriteAsync(context, ProblemType.InternalError);

    private static Task AnswerUnmatchedAsync(StatusCodeContext status) => status.HttpContext.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => ProblemResponse.WriteAsync(status.HttpContext, ProblemType.NoSuchResource),
        StatusCodes.Status405MethodNotAllowed => ProblemResponse.WriteAsync(status.HttpContext, ProblemType.MethodNotAllowed),
        _ => Task.CompletedTask,
    };
}
