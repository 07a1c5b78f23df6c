namespace DistCache.Core.Coordination;

/// <summary>What became of a conditional write.</summary>
public enum WriteOutcome
{
    /// <summary>It was made.</summary>
    Won,

    /// <summary>It was not made: the document had another version.</summary>
    Lost,

    /// <summary>It was not made: the leadership it was fenced by has ended.</summary>
    Fenced,

    /// <summary>It may or may not have been made. Read again and compare <see cref="Document.OperationId"/>.</summary>
    Unknown,
}

/// <summary>What became of a conditional write.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Version">The document's version after a write that won (0 after a deletion); otherwise 0.</param>
public readonly record struct WriteResult(WriteOutcome Outcome, long Version = 0);
