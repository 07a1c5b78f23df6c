using System.Collections.Immutable;

namespace DistCache.Core.Coordination;

/// <summary>
/// What the masters agree through: small versioned documents, ephemeral ones among them, changed by compare-and-set, watched, and one
/// elected leader. Two implementations pass one contract test suite: SQLite (one machine) and ZooKeeper.
/// </summary>
/// <remarks>
/// <para>Names are paths such as <c>topology</c>, <c>nodes/node-1</c>, <c>masters/master-1</c>; the part before the last slash is the
/// document's folder (<see cref="DocumentPath"/> has the rules). A document is not named as another's folder is. Contents are at most
/// <see cref="ContentBytesMax"/>.</para>
/// <para>An instance is one <em>session</em>. Its ephemeral documents and its leadership live while the session is renewed, which the
/// implementation does by itself, and end on disposal or when the process has been silent for the session time-out. A session that
/// finds itself expired starts a new one; what belonged to the old one is gone and <see cref="SessionLost"/> has been cancelled.</para>
/// <para>A session sees its own writes at once and those of others in their order, but maybe late: what a decision rests on is checked by
/// the version that its write expects. Only reads, writes and the watch of one store are ordered with each other; the clocks of two
/// processes are never compared.</para>
/// <para>Cancellation: a call that is cancelled before it reached the store throws <see cref="OperationCanceledException"/> and has
/// changed nothing. Calls on a disposed instance, and those it was disposed under, throw <see cref="ObjectDisposedException"/>.</para>
/// </remarks>
public interface ICoordinator : IAsyncDisposable
{
    /// <summary>ZooKeeper's default limit on a document, less room for its own header.</summary>
    const int ContentBytesMax = 1_000_000;

    /// <summary>
    /// Cancelled once the current session may have ended; read it anew after that for the next session's. Take it <em>before</em> the
    /// ephemeral write whose end it shall tell of: one taken after may be a later session's.
    /// </summary>
    CancellationToken SessionLost { get; }

    /// <summary>Names the cluster whose store this is: a GUID as text, made once with the store and the same for every session of it.</summary>
    /// <exception cref="CoordinatorUnavailableException">The store cannot be reached now.</exception>
    ValueTask<string> ClusterIdAsync(CancellationToken cancellationToken);

    /// <summary>The document, or null where there is none.</summary>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    /// <exception cref="CoordinatorUnavailableException">The store cannot be reached now.</exception>
    ValueTask<Document?> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>The documents directly in a folder (<c>""</c>: those in none), ordered by name (ordinal).</summary>
    /// <exception cref="ArgumentException">The folder's name is not valid.</exception>
    /// <exception cref="CoordinatorUnavailableException">The store cannot be reached now.</exception>
    ValueTask<ImmutableArray<Document>> ListAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Changes one document if its version, and the fence's, are still what the write expects.</summary>
    /// <exception cref="ArgumentException">The write is not valid (<see cref="DocumentWrite.ThrowIfInvalid"/>), or its fence is another instance's.</exception>
    /// <remarks>
    /// Never throws for a store that cannot be reached: what is not known to have happened is <see cref="WriteOutcome.Unknown"/>, and so is
    /// a write that was cancelled after it may have reached the store. A fence that has ended is told before a version that differs.
    /// </remarks>
    ValueTask<WriteResult> WriteAsync(DocumentWrite write, CancellationToken cancellationToken);

    /// <summary>
    /// Yields once at the start and then once or more after each change of a document directly in the folder (<c>""</c>: of any document,
    /// or of the leader). Says that something may have changed, not what; changes may be merged. An unreachable store only delays it:
    /// it ends by cancellation alone, with <see cref="OperationCanceledException"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The folder's name is not valid.</exception>
    IAsyncEnumerable<FolderChanged> WatchAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Waits until this session leads, however long the store cannot be reached and over as many sessions as it takes.</summary>
    /// <param name="candidate">Content of the leadership document: whom <see cref="LeaderAsync"/> names. Not empty.</param>
    /// <param name="cancellationToken">Ends the candidacy.</param>
    /// <remarks>A candidacy while this instance leads already waits until that leadership has ended, as any other's does.</remarks>
    ValueTask<ILeadership> CampaignAsync(string candidate, CancellationToken cancellationToken);

    /// <summary>The name of the candidate that leads, or null while nobody does.</summary>
    /// <exception cref="CoordinatorUnavailableException">The store cannot be reached now.</exception>
    ValueTask<string?> LeaderAsync(CancellationToken cancellationToken);
}
