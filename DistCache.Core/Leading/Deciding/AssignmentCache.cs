using DistCache.Core.Topology;

namespace DistCache.Core.Leading.Deciding;

/// <summary>Shares one assignment among slots that are alike, so that a topology of thousands of slots holds a handful of objects.</summary>
internal sealed class AssignmentCache
{
    private readonly Dictionary<(ulong Epoch, int Primary), SlotAssignment> _known = [];

    /// <summary>The assignment of one copy, the primary at that member; of none without <paramref name="primary"/>.</summary>
    public SlotAssignment Get(Epoch epoch, int? primary)
    {
        var key = (epoch.Value, primary ?? -1);
        if (!_known.TryGetValue(key, out var assignment))
        {
            assignment = new SlotAssignment(epoch, primary is { } index ? [new SlotCopy(index, CopyRole.Primary)] : []);
            _known.Add(key, assignment);
        }

        return assignment;
    }
}
