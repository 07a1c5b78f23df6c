using DistCache.Core.Topology;

namespace DistCache.Core.Leading.Deciding;

/// <summary>One part of a decision, for the log.</summary>
/// <param name="Cause">Why.</param>
/// <param name="Who">The run of the node that it is about; null where it is about the cluster.</param>
/// <param name="Slots">How many slots it concerns.</param>
public sealed record DecisionReason(DecisionCause Cause, MemberKey? Who, int Slots)
{
    public override string ToString() => Who is { } who ? $"{Cause} {who} ({Slots} slots)" : $"{Cause} ({Slots} slots)";
}
