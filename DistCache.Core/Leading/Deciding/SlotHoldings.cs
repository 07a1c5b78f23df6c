using DistCache.Core.Topology;

namespace DistCache.Core.Leading.Deciding;

/// <summary>How many slots each member holds a copy of, and how many nobody owns: counted once for a topology that many decisions look at.</summary>
public sealed class SlotHoldings
{
    private readonly int[] _copies;

    public SlotHoldings(ClusterTopology topology)
    {
        _copies = new int[topology.Members.Length];
        foreach (var slot in topology.Slots)
        {
            Ownerless += slot.PrimaryIndex < 0 ? 1 : 0;
            foreach (var copy in slot.Copies)
            {
                _copies[copy.MemberIndex]++;
            }
        }
    }

    /// <summary>Slots without a primary.</summary>
    public int Ownerless { get; }

    /// <summary>Slots that the member has a copy of, by its index in <see cref="ClusterTopology.Members"/>.</summary>
    public int this[int memberIndex] => _copies[memberIndex];
}
