using DistCache.Core.Hashing;

namespace DistCache.Core.Planning;

/// <summary>Slots to be looked at by their distance from a token, the nearest first, then by number.</summary>
/// <remarks>
/// Distance and number share one integer, which is many times faster to sort than a pair. A distance keeps its upper 50 bits, far
/// more than tell the virtual nodes of a ring apart.
/// </remarks>
internal sealed class SlotQueue
{
    private const ulong NumberMask = SlotId.SlotCount - 1;

    private readonly ulong[] _keys = new ulong[SlotId.SlotCount];
    private int _count;

    public void Add(int slot, ulong distance) => _keys[_count++] = (distance & ~NumberMask) | (uint)slot;

    /// <summary>The slots in their order.</summary>
    public int[] ToOrder()
    {
        var keys = _keys.AsSpan(0, _count);
        keys.Sort();
        var slots = new int[_count];
        for (var i = 0; i < slots.Length; i++)
        {
            slots[i] = (int)(keys[i] & NumberMask);
        }

        return slots;
    }
}
