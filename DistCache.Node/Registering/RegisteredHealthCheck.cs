using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DistCache.Node.Registering;

/// <summary>A node is ready once a master knows it.</summary>
internal sealed class RegisteredHealthCheck(RegistrationState state) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(state.IsRegistered ? HealthCheckResult.Healthy("registered") : HealthCheckResult.Unhealthy(state.Reason));
}
