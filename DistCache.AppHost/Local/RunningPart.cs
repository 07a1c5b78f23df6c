using DistCache.AppHost.SystemModel;

namespace DistCache.AppHost.Local;

/// <summary>A part of the system on this machine.</summary>
/// <param name="Part">What it is.</param>
/// <param name="Process">Its process; null for a front door that the masters share.</param>
/// <param name="Probe">Tells whether it is healthy.</param>
internal sealed record RunningPart(SystemPart Part, SupervisedProcess? Process, HealthProbe Probe)
{
    public bool IsHealthy { get; set; }
}
