using DistCache.Core.Hashing;
using DistCache.Core.Ring;

namespace DistCache.Core.Planning;

/// <summary>Walks a ring over the nodes that are still open; a node that has closed costs nothing from then on.</summary>
/// <remarks>Tokens of closed nodes are joined to the next one by path compression, so a whole plan walks in nearly linear time.</remarks>
internal sealed class RingCursor
{
    private readonly HashRing _ring;
    private readonly bool[] _isOpen;
    private readonly int[] _next;

    /// <param name="ring">The ring.</param>
    /// <param name="room">Nodes with room above 0 are open at first, by index.</param>
    public RingCursor(HashRing ring, ReadOnlySpan<int> room)
    {
        _ring = ring;
        _isOpen = new bool[room.Length];
        for (var node = 0; node < room.Length; node++)
        {
            _isOpen[node] = room[node] > 0;
        }

        _next = new int[ring.TokenCount + 1];
        for (var token = 0; token < _next.Length; token++)
        {
            _next[token] = token;
        }
    }

    public void Close(int node) => _isOpen[node] = false;

    public int OwnerOf(int token) => _ring.Owners[token];

    /// <summary>First token of an open node at or clockwise of the slot; -1 where no node is open.</summary>
    public int FirstOf(int slot) => AtOrAfter(_ring.FirstTokenOf(new SlotId(slot)));

    /// <summary>The next token of an open node after <paramref name="token"/>, going round.</summary>
    public int After(int token) => AtOrAfter(token + 1);

    /// <summary>How far clockwise of the slot a token stands, as a part of 2^64 of the ring.</summary>
    public ulong Distance(int slot, int token) => unchecked(_ring.Positions[token] - RingHash.OfSlot(new SlotId(slot)));

    private int AtOrAfter(int token)
    {
        var end = _next.Length - 1;
        var found = Find(token);
        if (found == end)
        {
            found = Find(0);
        }

        return found == end ? -1 : found;
    }

    private int Find(int token)
    {
        var end = _next.Length - 1;
        var found = token;
        while (found < end && (_next[found] != found || !_isOpen[_ring.Owners[found]]))
        {
            found = _next[found] != found ? _next[found] : found + 1;
        }

        while (token < found)
        {
            var next = _next[token] != token ? _next[token] : token + 1;
            _next[token] = found;
            token = next;
        }

        return found;
    }
}
