using System.Text;
using DistCache.Core.Hashing;
using DistCache.Node.Storage;
using DistCache.Node.Storage.Managed;

namespace DistCache.Tests.Node.Storage;

/// <summary>A test of a store, whose integrity is verified when the test is over.</summary>
public abstract class StoreTest : IDisposable
{
    protected const long Now = 1_700_000_000_000;

    private IEntryStore? _store;

    protected IEntryStore Store => _store ??= NewStore(new StoreOptions());

    public void Dispose()
    {
        if (_store != null)
        {
            StoreIntegrity.Verify(_store);
        }

        GC.SuppressFinalize(this);
    }

    protected IEntryStore NewStore(StoreOptions options) => _store = new ManagedEntryStore(options, new Random(1));

    protected static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    protected ISlotEntries Enter(string key) => Store.Enter(SlotId.OfKey(Bytes(key)));

    protected WriteResult Set(string key, string value, long expiresAtMs = 0, long nowMs = Now, string attributes = "")
    {
        using var entries = Enter(key);
        return entries.Set(Bytes(key), Bytes(value), Bytes(attributes), expiresAtMs, nowMs);
    }

    protected string? Get(string key, long nowMs = Now)
    {
        using var entries = Enter(key);
        return entries.TryFind(Bytes(key), nowMs, out var entry) ? Encoding.Latin1.GetString(entry.Value) : null;
    }

    protected EntryVersion VersionOf(string key, long nowMs = Now)
    {
        using var entries = Enter(key);
        return entries.TryPeek(Bytes(key), nowMs, out var entry) ? entry.Version : EntryVersion.None;
    }

    protected bool Remove(string key, long nowMs = Now)
    {
        using var entries = Enter(key);
        return entries.Remove(Bytes(key), nowMs);
    }

    protected List<string> Scan(long nowMs = Now, int count = 10)
    {
        var keys = new KeyList();
        var cursor = 0UL;
        do
        {
            cursor = Store.Scan(cursor, count, nowMs, keys);
        }
        while (cursor != 0);
        return keys.Keys;
    }

    protected sealed class KeyList : IEntryVisitor
    {
        public List<string> Keys { get; } = [];

        public void Visit(ReadOnlySpan<byte> key, in EntryView entry) => Keys.Add(Encoding.Latin1.GetString(key));
    }
}
