using DistCache.Core.Hashing;

namespace DistCache.Core.Planning;

/// <summary>Finds the shortest chain of replica moves from one node to another, breadth first over nodes.</summary>
<<<<<<< HEAD
/// <remarks>A shortest chain has no short cut, so its moves stay possible whichever of them have been made, even two in one slot.</remarks>
=======
/// <remarks>
/// A shortest chain has no short cut, so its moves stay possible whichever of them have been made, even two in one slot.
/// For each pair of nodes it remembers how far the first one's slots have been looked through for one that the second can take; a slot
/// that changes is appended again for all its replicas, so nothing is looked at twice without need.
/// </remarks>
>>>>>>> main
internal sealed class ChainSearch
{
    private readonly CopyTable _table;
    private readonly Func<int, int, int, bool> _canTake;
    private readonly List<int>[] _slotsOf;
<<<<<<< HEAD
=======
    private readonly int[] _lookedThrough;
>>>>>>> main

    /// <param name="table">Who holds what.</param>
    /// <param name="canTake">Whether in a slot (first) a replica's node (second) can be replaced by another node (third).</param>
    /// <param name="nodeCount">How many nodes there are.</param>
    public ChainSearch(CopyTable table, Func<int, int, int, bool> canTake, int nodeCount)
    {
        _table = table;
        _canTake = canTake;
        _slotsOf = new List<int>[nodeCount];
<<<<<<< HEAD
=======
        _lookedThrough = new int[nodeCount * nodeCount];
>>>>>>> main
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

<<<<<<< HEAD
    /// <summary>Says that a node now holds a replica of a slot; that it has lost one is noticed by itself.</summary>
    public void Note(int slot, int node) => _slotsOf[node].Add(slot);
=======
    /// <summary>Says that a slot's replicas have changed.</summary>
    public void Note(int slot)
    {
        foreach (var replica in _table.Replicas(slot))
        {
            _slotsOf[replica].Add(slot);
        }
    }
>>>>>>> main

    /// <summary>The moves of the shortest chain from <paramref name="start"/> to a node that is a goal; null where there is none.</summary>
    public IReadOnlyList<(int Slot, int From, int To)>? Find(int start, Predicate<int> isGoal)
    {
        var cameBy = new (int Slot, int From)[_slotsOf.Length];
        List<int> unseen = [.. Enumerable.Range(0, _slotsOf.Length).Where(n => n != start)];
        Queue<int> queue = new([start]);
        while (queue.TryDequeue(out var node))
        {
<<<<<<< HEAD
            foreach (var slot in _slotsOf[node])
            {
                if (unseen.Count == 0)
                {
                    break;
                }

                if (_table.Replicas(slot).Contains(node) && Reach(node, slot, unseen, queue, cameBy, isGoal) is var goal and >= 0)
                {
                    return Trace(start, goal, cameBy);
                }
=======
            if (Reach(node, unseen, queue, cameBy, isGoal) is var goal and >= 0)
            {
                return Trace(start, goal, cameBy);
>>>>>>> main
            }
        }

        return null;
    }

<<<<<<< HEAD
    private int Reach(int node, int slot, List<int> unseen, Queue<int> queue, (int Slot, int From)[] cameBy, Predicate<int> isGoal)
=======
    private int Reach(int node, List<int> unseen, Queue<int> queue, (int Slot, int From)[] cameBy, Predicate<int> isGoal)
>>>>>>> main
    {
        for (var i = unseen.Count - 1; i >= 0; i--)
        {
            var next = unseen[i];
<<<<<<< HEAD
            if (_canTake(slot, node, next))
=======
            if (SlotToPass(node, next) is var slot and >= 0)
>>>>>>> main
            {
                cameBy[next] = (slot, node);
                if (isGoal(next))
                {
                    return next;
                }

                queue.Enqueue(next);
                unseen.RemoveAt(i);
            }
        }

        return -1;
    }

<<<<<<< HEAD
=======
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

>>>>>>> main
    private static List<(int Slot, int From, int To)> Trace(int start, int goal, (int Slot, int From)[] cameBy)
    {
        List<(int Slot, int From, int To)> chain = [];
        for (var node = goal; node != start; node = cameBy[node].From)
        {
            chain.Add((cameBy[node].Slot, cameBy[node].From, node));
        }

        return chain;
    }
}
