using DistCache.Core.Hashing;

namespace DistCache.Core.Planning;

/// <summary>Finds the shortest chain of replica moves from one node to another, breadth first over nodes.</summary>
/// <remarks>
/// A shortest chain has no short cut, so its moves stay possible whichever of them have been made, even two in one slot.
/// For each pair of nodes it remembers how far the first one's slots have been looked through for one that the second can take; a slot
/// that changes is appended again for all its replicas, so nothing is looked at twice without need.
/// </remarks>
internal sealed class ChainSearch
{
    private readonly CopyTable _table;
    private readonly Func<int, int, int, bool> _canTake;
    private readonly List<int>[] _slotsOf;
    private readonly int[] _lookedThrough;
    private readonly int[] _unseen;
    private readonly int[] _queue;
    private readonly ChainMove[] _cameBy;

    /// <param name="table">Who holds what.</param>
    /// <param name="canTake">Whether in a slot (first) a replica's node (second) can be replaced by another node (third).</param>
    /// <param name="nodeCount">How many nodes there are.</param>
    public ChainSearch(CopyTable table, Func<int, int, int, bool> canTake, int nodeCount)
    {
        _table = table;
        _canTake = canTake;
        _slotsOf = new List<int>[nodeCount];
        _lookedThrough = new int[nodeCount * nodeCount];
        _unseen = new int[nodeCount];
        _queue = new int[nodeCount];
        _cameBy = new ChainMove[nodeCount];
        for (var node = 0; node < nodeCount; node++)
        {
            _slotsOf[node] = [];
        }

        for (var slot = 0; slot < SlotId.SlotCount; slot++)
        {
            foreach (var replica in table.Replicas(slot))
            {
                _slotsOf[replica].Add(slot);
            }
        }
    }

    /// <summary>Says that a slot's replicas have changed.</summary>
    public void Note(int slot)
    {
        foreach (var replica in _table.Replicas(slot))
        {
            _slotsOf[replica].Add(slot);
        }
    }

    /// <summary>The moves of the shortest chain from <paramref name="start"/> to a node with room; null where there is none.</summary>
    public ChainMove[]? Find(int start, ReadOnlySpan<int> room)
    {
        var unseen = _unseen.AsSpan();
        for (var node = 0; node < unseen.Length; node++)
        {
            unseen[node] = node;
        }

        unseen = Without(unseen, start);
        _queue[0] = start;
        for (int next = 0, end = 1; next < end; next++)
        {
            for (var i = unseen.Length - 1; i >= 0; i--)
            {
                var (node, to) = (_queue[next], unseen[i]);
                if (SlotToPass(node, to) is var slot and >= 0)
                {
                    _cameBy[to] = new(slot, node, to);
                    if (room[to] > 0)
                    {
                        return Trace(start, to);
                    }

                    _queue[end++] = to;
                    unseen = Without(unseen, i);
                }
            }
        }

        return null;
    }

    /// <summary>Finds other slots that the chain's nodes can pass on in the same way, and puts them in; false where there is one too few.</summary>
    public bool Renew(ChainMove[] chain, ReadOnlySpan<int> room)
    {
        if (room[chain[0].To] <= 0)
        {
            return false;
        }

        for (var i = 0; i < chain.Length; i++)
        {
            var slot = SlotToPass(chain[i].From, chain[i].To);
            if (slot < 0)
            {
                return false;
            }

            chain[i] = chain[i] with { Slot = slot };
        }

        return true;
    }

    private static Span<int> Without(Span<int> nodes, int at)
    {
        nodes[(at + 1)..].CopyTo(nodes[at..]);
        return nodes[..^1];
    }

    /// <summary>A slot that <paramref name="from"/> has a replica of and <paramref name="to"/> can take, or -1.</summary>
    private int SlotToPass(int from, int to)
    {
        ref var looked = ref _lookedThrough[(from * _slotsOf.Length) + to];
        var slots = _slotsOf[from];
        while (looked < slots.Count && !(_table.Replicas(slots[looked]).Contains(from) && _canTake(slots[looked], from, to)))
        {
            looked++;
        }

        return looked < slots.Count ? slots[looked] : -1;
    }

    private ChainMove[] Trace(int start, int goal)
    {
        List<ChainMove> chain = [];
        for (var node = goal; node != start; node = _cameBy[node].From)
        {
            chain.Add(_cameBy[node]);
        }

        return [.. chain];
    }
}
