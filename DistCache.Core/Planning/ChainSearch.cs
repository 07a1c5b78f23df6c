using DistCache.Core.Hashing;

namespace DistCache.Core.Planning;

/// <summary>Finds the shortest chain of replica moves from one node to another, breadth first over nodes.</summary>
/// <remarks>A shortest chain has no short cut, so its moves stay possible whichever of them have been made, even two in one slot.</remarks>
internal sealed class ChainSearch
{
    private readonly CopyTable _table;
    private readonly Func<int, int, int, bool> _canTake;
    private readonly List<int>[] _slotsOf;

    /// <param name="table">Who holds what.</param>
    /// <param name="canTake">Whether in a slot (first) a replica's node (second) can be replaced by another node (third).</param>
    /// <param name="nodeCount">How many nodes there are.</param>
    public ChainSearch(CopyTable table, Func<int, int, int, bool> canTake, int nodeCount)
    {
        _table = table;
        _canTake = canTake;
        _slotsOf = new List<int>[nodeCount];
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

    /// <summary>Says that a node now holds a replica of a slot; that it has lost one is noticed by itself.</summary>
    public void Note(int slot, int node) => _slotsOf[node].Add(slot);

    /// <summary>The moves of the shortest chain from <paramref name="start"/> to a node that is a goal; null where there is none.</summary>
    public IReadOnlyList<(int Slot, int From, int To)>? Find(int start, Predicate<int> isGoal)
    {
        var cameBy = new (int Slot, int From)[_slotsOf.Length];
        List<int> unseen = [.. Enumerable.Range(0, _slotsOf.Length).Where(n => n != start)];
        Queue<int> queue = new([start]);
        while (queue.TryDequeue(out var node))
        {
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
            }
        }

        return null;
    }

    private int Reach(int node, int slot, List<int> unseen, Queue<int> queue, (int Slot, int From)[] cameBy, Predicate<int> isGoal)
    {
        for (var i = unseen.Count - 1; i >= 0; i--)
        {
            var next = unseen[i];
            if (_canTake(slot, node, next))
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
