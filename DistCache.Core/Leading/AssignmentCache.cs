using System.Collections.Immutable;
using DistCache.Core.Topology;

namespace DistCache.Core.Leading;

/// <summary>Shares one assignment among the slots that are alike, so that a topology of thousands of slots holds a handful of objects.</summary>
internal sealed class AssignmentCache
{
    private readonly Dictionary<(Epoch Epoch, SlotCopy First), SlotAssignment> _single = [];

    public SlotAssignment Get(Epoch epoch, ImmutableArray<SlotCopy> copies)
    {
        if (copies.Length != 1)
        {
            return new SlotAssignment(epoch, copies);
        }

        if (!_single.TryGetValue((epoch, copies[0]), out var assignment))
        {
            assignment = new SlotAssignment(epoch, copies);
            _single.Add((epoch, copies[0]), assignment);
        }

        return assignment;
    }
}
