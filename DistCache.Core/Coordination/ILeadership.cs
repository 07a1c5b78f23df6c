namespace DistCache.Core.Coordination;

/// <summary>
/// The right to decide for the cluster, for as long as the session lives. Disposal gives it up: it cancels <see cref="Lost"/> first, and
/// returns even where the store cannot be reached; the leadership then ends as soon as it can be, or with the session.
/// </summary>
public interface ILeadership : IAsyncDisposable
{
    /// <summary>Cancelled once the leadership may have ended, by this process's own clock, before another can have won it.</summary>
    CancellationToken Lost { get; }
}
