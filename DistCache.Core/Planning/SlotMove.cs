using DistCache.Core.Hashing;
using DistCache.Core.Topology;

namespace DistCache.Core.Planning;

/// <summary>Which place of a slot changes hands.</summary>
public enum MoveRole : byte
{
    Primary = 0,
    Replica = 1,
}

/// <summary>One change that a plan asks for.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Role">Which of its places changes hands.</param>
/// <param name="From">Who had the place; null where nobody did who is still there. A former primary may stay as a replica.</param>
/// <param name="To">Who gets it; null where the place is given up.</param>
/// <param name="CopiesData">Whether <paramref name="To"/> holds nothing of the slot yet, so that its data must be sent there.</param>
public readonly record struct SlotMove(SlotId Slot, MoveRole Role, NodeId? From, NodeId? To, bool CopiesData);
