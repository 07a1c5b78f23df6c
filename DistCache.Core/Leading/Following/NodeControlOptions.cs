namespace DistCache.Core.Leading.Following;

/// <summary>How a node keeps itself known.</summary>
public sealed record NodeControlOptions
{
    /// <summary>Time between two reports of a node that is registered.</summary>
    public TimeSpan ReportInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Wait after the first failed attempt; doubled with each further one, up to <see cref="RetryWaitMax"/>, and spread by half.</summary>
    public TimeSpan RetryWait { get; init; } = TimeSpan.FromMilliseconds(100);

    public TimeSpan RetryWaitMax { get; init; } = TimeSpan.FromSeconds(2);
}
