namespace DistCache.Core.Coordination;

/// <summary>The right to decide for the cluster, for as long as the session lives. Disposal gives it up.</summary>
public interface ILeadership : IAsyncDisposable
{
    /// <summary>Cancelled once the leadership may have ended, by this process's own clock, before another can have won it.</summary>
    CancellationToken Lost { get; }
}
