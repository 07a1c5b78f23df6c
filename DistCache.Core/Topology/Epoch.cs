using System.Globalization;

namespace DistCache.Core.Topology;

/// <summary>A version that only grows: of a whole topology, or of one slot's set of copies. Zero is before the first.</summary>
public readonly record struct Epoch(ulong Value)
{
    public static readonly Epoch None;

    public Epoch Next => new(Value + 1);

    public bool Supersedes(Epoch other) => Value > other.Value;

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
