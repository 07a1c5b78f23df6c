using DistCache.Core.Hashing;
using DistCache.Core.Ring;

namespace DistCache.Core.Planning;

/// <summary>Walks a ring over the nodes that are still open; a node that has closed costs nothing from then on.</summary>
/// <remarks>
/// Tokens of closed nodes are joined to the next one by path compression, so a whole plan walks in nearly linear time. There is one
/// walk at a time, which names each node once: that of <see cref="Start"/> ends the one before.
/// </remarks>
internal sealed class RingCursor
{
    /// <summary>Tokens that a walk looks at: further off, a node's place on the ring says nothing of the slot any more.</summary>
    private const int StepsMax = 64;

    private readonly HashRing _ring;
    private readonly bool[] _isOpen;
    private readonly int[] _next;
    private readonly int[] _seenInWalk;
    private int _openCount;
    private int _walk;
    private int _seenCount;
    private int _steps;

    /// <param name="ring">The ring.</param>
    /// <param name="room">Nodes with room above 0 are open at first, by index.</param>
    public RingCursor(HashRing ring, ReadOnlySpan<int> room)
    {
        _ring = ring;
        _isOpen = new bool[room.Length];
        _seenInWalk = new int[room.Length];
        for (var node = 0; node < room.Length; node++)
        {
            _isOpen[node] = room[node] > 0;
            _openCount += _isOpen[node] ? 1 : 0;
        }

        _next = new int[ring.TokenCount + 1];
        for (var token = 0; token < _next.Length; token++)
        {
            _next[token] = token;
        }
    }

    public void Close(int node)
    {
        _openCount -= _isOpen[node] ? 1 : 0;
        _isOpen[node] = false;
    }

    public int OwnerOf(int token) => _ring.Owners[token];

    /// <summary>First token of an open node at or clockwise of the slot; -1 where no node is open.</summary>
    public int FirstOf(int slot) => _openCount == 0 ? -1 : AtOrAfter(_ring.FirstTokenOf(new SlotId(slot)));

    /// <summary>Starts a walk at a slot and gives its first token, or -1.</summary>
    public int Start(int slot)
    {
        _walk++;
        _seenCount = 0;
        _steps = 0;
        return Enter(FirstOf(slot));
    }

    /// <summary>The walk's next token, of an open node that it has not come to yet, going round; -1 at its end.</summary>
    public int Next(int token)
    {
        while (_seenCount < _openCount && ++_steps < StepsMax)
        {
            token = AtOrAfter(token + 1);
            if (_seenInWalk[OwnerOf(token)] != _walk)
            {
                return Enter(token);
            }
        }

        return -1;
    }

    /// <summary>How far clockwise of the slot a token stands, as a part of 2^64 of the ring.</summary>
    public ulong Distance(int slot, int token) => unchecked(_ring.Positions[token] - SlotPositions.BySlot[slot]);

    private int Enter(int token)
    {
        if (token >= 0)
        {
            _seenInWalk[OwnerOf(token)] = _walk;
            _seenCount++;
        }

        return token;
    }

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
        var owners = _ring.Owners;
        var found = token;
        while (found < end && (_next[found] != found || !_isOpen[owners[found]]))
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
