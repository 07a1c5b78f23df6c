namespace DistCache.Core.Coordination;

/// <summary>A small named value.</summary>
/// <param name="Name">Its path.</param>
/// <param name="Version">1 when created; one more with each change. A document that is deleted and created anew starts at 1 again.</param>
/// <param name="Content">At most <see cref="ICoordinator.ContentBytesMax"/>.</param>
/// <param name="OperationId">Of the write that made this version: how a writer whose answer was lost recognises its own work.</param>
public sealed record Document(string Name, long Version, ReadOnlyMemory<byte> Content, Guid OperationId);
