using DistCache.Core.Hashing;

namespace DistCache.Core.Ring;

/// <summary>Where the slots stand on every ring. It follows from their numbers alone, so it is computed once a process.</summary>
internal static class SlotPositions
{
    private static readonly ulong[] Positions = [.. Enumerable.Range(0, SlotId.SlotCount).Select(slot => RingHash.OfSlot(new SlotId(slot)))];
    private static readonly int[] Order = [.. Enumerable.Range(0, SlotId.SlotCount).OrderBy(slot => Positions[slot])];

    /// <summary>The position of each slot, by its number.</summary>
    public static ReadOnlySpan<ulong> BySlot => Positions;

    /// <summary>The slots' numbers in the order of their positions.</summary>
    public static ReadOnlySpan<int> Clockwise => Order;
}
