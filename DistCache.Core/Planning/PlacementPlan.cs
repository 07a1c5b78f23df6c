using System.Collections.Immutable;
using DistCache.Core.Hashing;

namespace DistCache.Core.Planning;

/// <summary>Where every slot should be, and what must change for that.</summary>
/// <param name="Target">The placement to reach.</param>
/// <param name="Moves">What differs from the placement that was planned from, by slot; a slot's primary before its replicas.</param>
public sealed record PlacementPlan(Placement Target, ImmutableArray<SlotMove> Moves)
{
    public SlotHolders this[SlotId slot] => Target[slot];
}
