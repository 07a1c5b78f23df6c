using DistCache.Core.Leading;
using DistCache.Core.Leading.Following;

namespace DistCache.Tests.Simulation;

/// <summary>What a seed does not decide.</summary>
public sealed record SimulationSettings
{
    public static readonly SimulationSettings Default = new();

    /// <summary>Time in which faults happen.</summary>
    public TimeSpan Faults { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>Time after the last fault in which all has to be well again.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromSeconds(20);

    public SeededBug Bug { get; init; }

    /// <summary>Keep the text of the trace; without, only its hash.</summary>
    public bool KeepsTrace { get; init; }

    /// <summary>Shorter waits than in production, so that more happens in a run.</summary>
    public LeadingOptions Leading { get; init; } = new()
    {
        FormationWait = TimeSpan.FromSeconds(1),
        RecoveryWait = TimeSpan.FromSeconds(2),
        VirtualNodes = 8,
        TickInterval = TimeSpan.FromMilliseconds(100),
    };

    public NodeControlOptions Node { get; init; } = new() { ReportInterval = TimeSpan.FromSeconds(2) };
}
