namespace DistCache.Node.Storage;

/// <summary>Is shown entries by a walk over the store. Called under a lock: it must be quick and must not call the store.</summary>
public interface IEntryVisitor
{
    void Visit(ReadOnlySpan<byte> key, in EntryView entry);
}
