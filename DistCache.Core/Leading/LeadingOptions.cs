namespace DistCache.Core.Leading;

/// <summary>By what a master judges nodes and the leader decides.</summary>
public sealed record LeadingOptions
{
    /// <summary>The first topology is made at once when so many nodes are registered and answer.</summary>
    public int ExpectedNodes { get; init; } = 3;

    /// <summary>
    /// With fewer than <see cref="ExpectedNodes"/> the first topology is made once no further node has registered for so long. Longer
    /// gives stragglers their share from the start; shorter serves sooner.
    /// </summary>
    public TimeSpan FormationWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long the slots of a node whose process is known to have ended are kept for its next run. Its entries are lost either way:
    /// waiting spares the others its share and unbalances nothing, filling at once makes its slots usable sooner.
    /// </summary>
    public TimeSpan RecoveryWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Silence after which a node is no longer relied on for anything new.</summary>
    public TimeSpan SuspectAfter { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Silence after which a node counts as silent: the promise of a read lease (1.5 s) has run out by then.</summary>
    public TimeSpan SilentAfter { get; init; } = TimeSpan.FromSeconds(1.75);

    /// <summary>How often each node is probed by each master.</summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>At most one topology is committed in this time; what is ready by then is committed together.</summary>
    public TimeSpan CommitInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The coordinator is read so often even when its watch tells of no change.</summary>
    public TimeSpan RefreshInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Time between two ticks. An event that comes later than twice this after the one before it shows that this process stood still.</summary>
    public TimeSpan TickInterval { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Virtual nodes on the ring for each unit of weight, where the topology is made for the first time.</summary>
    public int VirtualNodes { get; init; } = 160;
}
