using System.Text;
using DistCache.Core.Hashing;

namespace DistCache.Tests.Node.Storage;

/// <summary>What a store has to do, said with a dictionary and a list in order of use.</summary>
internal sealed class StoreModel(int entriesMax)
{
    private readonly Dictionary<string, LinkedListNode<Item>> _items = [];
    private readonly LinkedList<Item> _newestFirst = new();

    public int Count => _items.Count;

    public long Evictions { get; private set; }

    public long Expirations { get; private set; }

    public IEnumerable<string> LiveKeys(long nowMs) =>
        _newestFirst.Where(item => !item.HasExpired(nowMs)).Select(item => item.Key).Order(StringComparer.Ordinal);

    public void Set(string key, string value, string attributes, long expiresAtMs, long nowMs)
    {
        if (Peek(key, nowMs, out _))
        {
            Take(key);
        }

        _items[key] = _newestFirst.AddFirst(new Item(key, value, attributes, expiresAtMs));
    }

    public bool Find(string key, long nowMs, out Item? item)
    {
        var isPresent = Peek(key, nowMs, out item);
        if (isPresent)
        {
            Replace(item!);
        }

        return isPresent;
    }

    public bool Peek(string key, long nowMs, out Item? item)
    {
        item = _items.GetValueOrDefault(key)?.Value;
        if (item != null && item.HasExpired(nowMs))
        {
            Take(key);
            Expirations++;
            item = null;
        }

        return item != null;
    }

    public bool Remove(string key, long nowMs)
    {
        var isPresent = Peek(key, nowMs, out _);
        if (isPresent)
        {
            Take(key);
        }

        return isPresent;
    }

    public bool SetExpiry(string key, long expiresAtMs, long nowMs)
    {
        var isPresent = Peek(key, nowMs, out var item);
        if (isPresent)
        {
            Replace(item! with { ExpiresAtMs = expiresAtMs });
        }

        return isPresent;
    }

    public string Edit(string key, int length, long nowMs)
    {
        Peek(key, nowMs, out var item);
        item ??= new Item(key, "", "", 0);
        var value = item.Value.Length > length ? item.Value[..length] : item.Value.PadRight(length, '\0');
        Replace(item with { Value = value });
        return value;
    }

    public bool Rename(string key, string newKey, long nowMs)
    {
        var isPresent = Copy(key, newKey, nowMs);
        if (isPresent)
        {
            Take(key);
        }

        return isPresent;
    }

    public bool Copy(string key, string target, long nowMs)
    {
        var isPresent = Peek(key, nowMs, out var item);
        if (isPresent)
        {
            Set(target, item!.Value, item.Attributes, item.ExpiresAtMs, nowMs);
        }

        return isPresent;
    }

    public int Reclaim(long nowMs)
    {
        var expired = _newestFirst.Where(item => item.HasExpired(nowMs)).Select(item => item.Key).ToList();
        expired.ForEach(Take);
        Expirations += expired.Count;
        return expired.Count;
    }

    public int Drop(SlotId slot)
    {
        var dropped = _items.Keys.Where(key => SlotId.OfKey(Encoding.Latin1.GetBytes(key)) == slot).ToList();
        dropped.ForEach(Take);
        return dropped.Count;
    }

    public void Clear()
    {
        _items.Clear();
        _newestFirst.Clear();
    }

    public void EvictToLimit()
    {
        while (entriesMax > 0 && _items.Count > entriesMax)
        {
            Take(_newestFirst.Last!.Value.Key);
            Evictions++;
        }
    }

    private void Replace(Item item)
    {
        if (_items.ContainsKey(item.Key))
        {
            Take(item.Key);
        }

        _items[item.Key] = _newestFirst.AddFirst(item);
    }

    private void Take(string key)
    {
        _newestFirst.Remove(_items[key]);
        _items.Remove(key);
    }

    public sealed record Item(string Key, string Value, string Attributes, long ExpiresAtMs)
    {
        public bool HasExpired(long nowMs) => ExpiresAtMs != 0 && ExpiresAtMs <= nowMs;
    }
}
