using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DistCache.ServiceDefaults.Health;

/// <summary><c>/health/live</c> and <c>/health/ready</c>, the same in every process.</summary>
public static class HealthEndpoints
{
    /// <summary>Tag of the checks that say whether a process can take requests.</summary>
    public const string ReadyTag = "ready";

    /// <summary>
    /// <c>/health/live</c>: 200 while the process answers at all. <c>/health/ready</c>: 200 while every check tagged
    /// <see cref="ReadyTag"/> passes, else 503. The body names each check, its status and why.
    /// </summary>
    public static void MapLiveAndReady(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync });
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(ReadyTag), ResponseWriter = WriteAsync });
    }

    public static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        status = report.Status.ToString().ToLowerInvariant(),
        checks = report.Entries.Select(entry => new
        {
            name = entry.Key,
            status = entry.Value.Status.ToString().ToLowerInvariant(),
            reason = entry.Value.Description,
        }),
    });
}
