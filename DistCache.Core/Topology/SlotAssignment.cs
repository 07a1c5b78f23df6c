using System.Collections.Immutable;

namespace DistCache.Core.Topology;

/// <summary>Where the copies of one slot are. The primary, where there is one, stands first.</summary>
/// <param name="Epoch">Grows whenever <paramref name="Copies"/> changes, and only then; streams and fences compare it.</param>
/// <param name="Copies">The copies; empty for a slot that nobody has owned yet.</param>
public sealed record SlotAssignment(Epoch Epoch, ImmutableArray<SlotCopy> Copies)
{
    public static readonly SlotAssignment None = new(Epoch.None, []);

    /// <summary>Index of the primary in <see cref="ClusterTopology.Members"/>; -1 where there is none.</summary>
    public int PrimaryIndex => Copies is [{ Role: CopyRole.Primary } primary, ..] ? primary.MemberIndex : -1;

    public bool Equals(SlotAssignment? other) => other is not null && Epoch == other.Epoch && Copies.AsSpan().SequenceEqual(other.Copies.AsSpan());

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Epoch);
        foreach (var copy in Copies)
        {
            hash.Add(copy);
        }

        return hash.ToHashCode();
    }
}
