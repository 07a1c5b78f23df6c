namespace DistCache.Node.Commands;

/// <summary>Which arguments of a command are keys, as in Redis's <c>COMMAND</c>.</summary>
/// <param name="First">Index of the first key; 0: there are none.</param>
/// <param name="Last">Index of the last key; negative counts from the end, -1 being the last argument.</param>
/// <param name="Step">Distance from one key to the next.</param>
public readonly record struct KeyPositions(int First, int Last, int Step)
{
    public static readonly KeyPositions None;

    /// <summary>One key, right after the name.</summary>
    public static readonly KeyPositions One = new(1, 1, 1);

    /// <summary>Every argument after the name.</summary>
    public static readonly KeyPositions All = new(1, -1, 1);

    /// <summary>Keys and values in turn.</summary>
    public static readonly KeyPositions Pairs = new(1, -1, 2);
}
