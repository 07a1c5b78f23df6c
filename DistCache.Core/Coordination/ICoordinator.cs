using System.Collections.Immutable;

namespace DistCache.Core.Coordination;

/// <summary>
/// What the masters agree through: small versioned documents, ephemeral ones among them, changed by compare-and-set, watched, and one
/// elected leader. Two implementations pass one contract test suite: SQLite (one machine) and ZooKeeper.
/// </summary>
/// <remarks>
/// <para>Names are paths such as <c>topology</c>, <c>nodes/node-1</c>, <c>masters/master-1</c>; the part before the last slash is the
/// document's folder. Contents are at most <see cref="ContentBytesMax"/>.</para>
/// <para>An instance is one <em>session</em>. Its ephemeral documents and its leadership live while the session is renewed, which the
/// implementation does by itself, and end on disposal or when the process has been silent for the session time-out. A session that
/// finds itself expired starts a new one; what belonged to the old one is gone and <see cref="SessionLost"/> has been cancelled.</para>
/// <para>Only reads, writes and the watch of one store are ordered with each other; the clocks of two processes are never compared.</para>
/// </remarks>
public interface ICoordinator : IAsyncDisposable
{
    /// <summary>ZooKeeper's default limit on a document, less room for its own header.</summary>
    const int ContentBytesMax = 1_000_000;

    /// <summary>Cancelled once the current session may have ended; read it anew after that for the next session's.</summary>
    CancellationToken SessionLost { get; }

    /// <summary>The document, or null where there is none.</summary>
    /// <exception cref="CoordinatorUnavailableException">The store cannot be reached now.</exception>
    ValueTask<Document?> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>The documents directly in a folder, ordered by name (ordinal).</summary>
    /// <exception cref="CoordinatorUnavailableException">The store cannot be reached now.</exception>
    ValueTask<ImmutableArray<Document>> ListAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Changes one document if its version, and the fence's, are still what the write expects.</summary>
    /// <exception cref="ArgumentException">The name or content is not valid.</exception>
    /// <remarks>Never throws for a store that cannot be reached: what is not known to have happened is <see cref="WriteOutcome.Unknown"/>.</remarks>
    ValueTask<WriteResult> WriteAsync(DocumentWrite write, CancellationToken cancellationToken);

    /// <summary>
    /// Yields once at the start and then once or more after each change of a document in the folder (<c>""</c>: of any document).
    /// Says that something changed, not what; changes may be merged. Ends only by cancellation.
    /// </summary>
    IAsyncEnumerable<FolderChanged> WatchAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Waits until this session leads.</summary>
    /// <param name="candidate">Content of the leadership document: whom <see cref="LeaderAsync"/> names.</param>
    /// <param name="cancellationToken">Ends the candidacy.</param>
    ValueTask<ILeadership> CampaignAsync(string candidate, CancellationToken cancellationToken);

    /// <summary>The name of the candidate that leads, or null while nobody does.</summary>
    /// <exception cref="CoordinatorUnavailableException">The store cannot be reached now.</exception>
    ValueTask<string?> LeaderAsync(CancellationToken cancellationToken);
}
