namespace DistCache.Core.Coordination;

/// <summary>A conditional change of one document.</summary>
/// <param name="Name">Which document.</param>
/// <param name="Content">What it shall hold; null deletes it.</param>
/// <param name="ExpectedVersion">The version it must have now; 0: it must not exist, and is created.</param>
/// <param name="OperationId">Kept with the document, to recognise the write by. Unique to the write and its repetitions.</param>
public sealed record DocumentWrite(string Name, ReadOnlyMemory<byte>? Content, long ExpectedVersion, Guid OperationId)
{
    /// <summary>Whether a document that this write creates ends with the session. Changing one keeps it as it was created.</summary>
    public bool Ephemeral { get; init; }

    /// <summary>The leadership that must still be held at the moment of the write; null: none is needed.</summary>
    public ILeadership? Fence { get; init; }

    /// <exception cref="ArgumentException">
    /// The name is not valid, the content is over <see cref="ICoordinator.ContentBytesMax"/>, the version is negative, or a document is
    /// to be deleted that must not exist.
    /// </exception>
    public void ThrowIfInvalid()
    {
        DocumentPath.ThrowIfInvalidName(Name);
        ArgumentOutOfRangeException.ThrowIfNegative(ExpectedVersion);
        if (Content is { Length: > ICoordinator.ContentBytesMax } content)
        {
            throw new ArgumentException($"{Name}: {content.Length} bytes are over the {ICoordinator.ContentBytesMax} that a document may have.");
        }

        if (Content is null && ExpectedVersion == 0)
        {
            throw new ArgumentException($"{Name}: a deletion names the version that it deletes.");
        }
    }
}
