using System.Collections.Immutable;
using DistCache.AppHost.SystemModel;

namespace DistCache.AppHost.Local;

/// <summary>How one process is started and stopped. The same each time, so that a restarted one keeps its ports, id and data.</summary>
internal sealed record ProcessLaunch(SystemPart Part, string File, ImmutableArray<string> Arguments)
{
    public string Name => Part.Name;

    public IReadOnlyDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    public ImmutableArray<StopStep> StopSteps { get; init; } = [new(Signals.Terminate, TimeSpan.FromSeconds(10))];

    /// <summary>The process leads a process group of its own, in which nothing may outlive it.</summary>
    public bool LeadsGroup { get; init; }

    /// <summary>Exit code 2 means wrong settings, as with every process of ours.</summary>
    public bool TellsWrongSettings { get; init; } = true;
}
