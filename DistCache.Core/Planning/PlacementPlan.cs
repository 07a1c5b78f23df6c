using System.Collections.Immutable;
using DistCache.Core.Hashing;

namespace DistCache.Core.Planning;

/// <summary>Where every slot should be, and what must change for that. Immutable.</summary>
public sealed class PlacementPlan
{
    private readonly Lazy<ImmutableArray<SlotMove>> _moves;

    internal PlacementPlan(Placement target, Func<ImmutableArray<SlotMove>> findMoves)
    {
        Target = target;
        _moves = new(findMoves);
    }

    /// <summary>The placement to reach.</summary>
    public Placement Target { get; }

    /// <summary>
    /// What differs from the placement that was planned from, by slot; a slot's primary before its replicas. Found when first asked for,
    /// since who forms a cluster looks at the target alone.
    /// </summary>
    public ImmutableArray<SlotMove> Moves => _moves.Value;

    public SlotHolders this[SlotId slot] => Target[slot];
}
