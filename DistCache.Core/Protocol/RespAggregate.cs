namespace DistCache.Core.Protocol;

/// <summary>An array, map or push whose items are still coming.</summary>
/// <param name="kind">What it will be.</param>
/// <param name="length">Items it will have, at least 1.</param>
/// <param name="isDropped">Whether it is an attribute, which is read and thrown away.</param>
internal sealed class RespAggregate(RespReplyKind kind, int length, bool isDropped)
{
    /// <summary>Taken at once for the items that a head announces; more only as they come.</summary>
    private const int ItemsAtOnce = 1024;

    private RespReply[] _items = new RespReply[Math.Min(length, ItemsAtOnce)];
    private int _count;

    public bool IsComplete => _count == length;

    public bool IsDropped => isDropped;

    public void Add(RespReply item)
    {
        if (_count == _items.Length)
        {
            Array.Resize(ref _items, Math.Min(length, 2 * _items.Length));
        }

        _items[_count++] = item;
    }

    public RespReply ToReply() => RespReply.OfItems(kind, _items);
}
