using System.Collections.Immutable;

namespace DistCache.Tests.Simulation;

/// <summary>A document in the simulated store.</summary>
/// <param name="Session">Whose end it ends with; null: it stays.</param>
public sealed record StoredDocument(long Version, object Content, Guid OperationId, SimulatedSession? Session);

/// <summary>All of the store after one change.</summary>
public sealed record StoreRevision(long Number, TimeSpan Since, ImmutableSortedDictionary<string, StoredDocument> Documents, string? Leader);
