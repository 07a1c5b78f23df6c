namespace DistCache.Core.Coordination;

/// <summary>A conditional change of one document.</summary>
/// <param name="Name">Which document.</param>
/// <param name="Content">What it shall hold; null deletes it.</param>
/// <param name="ExpectedVersion">The version it must have now; 0: it must not exist.</param>
/// <param name="OperationId">Kept with the document, to recognise the write by.</param>
public sealed record DocumentWrite(string Name, ReadOnlyMemory<byte>? Content, long ExpectedVersion, Guid OperationId)
{
    /// <summary>Whether a document that this write creates ends with the session. Changing one keeps it as it was created.</summary>
    public bool Ephemeral { get; init; }

    /// <summary>The leadership that must still be held at the moment of the write; null: none is needed.</summary>
    public ILeadership? Fence { get; init; }
}
