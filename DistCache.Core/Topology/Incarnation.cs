using System.Globalization;

namespace DistCache.Core.Topology;

/// <summary>
/// One run of one node's process. A later run has a greater number; what an earlier run held in memory says nothing about what a
/// later one holds.
/// </summary>
public readonly record struct Incarnation(ulong Value)
{
    public static readonly Incarnation None;

    public bool Supersedes(Incarnation other) => Value > other.Value;

    /// <summary>The number of a process started at <paramref name="start"/>: Unix time in milliseconds.</summary>
    public static Incarnation StartedAt(DateTimeOffset start) => new((ulong)start.ToUnixTimeMilliseconds());

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
