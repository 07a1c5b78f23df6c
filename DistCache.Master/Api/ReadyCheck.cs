using DistCache.Core.Topology;
using DistCache.Master.Nodes;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DistCache.Master.Api;

/// <summary>
/// A master is ready once it can take requests: nodes' registrations where the coordinator is reachable, keys where a topology is known.
/// </summary>
public sealed class ReadyCheck(ICoordinatorStatus coordinator, ITopologySource topologies) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(coordinator.IsReachable || topologies.Current.Epoch != Epoch.None
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("Neither the coordinator can be reached nor is a topology known."));
}
