using System.Collections.Immutable;
using DistCache.Core.Topology;

namespace DistCache.Core.Planning;

/// <summary>The nodes that hold one slot.</summary>
/// <param name="Primary">The node that accepts reads and writes; null where none does.</param>
/// <param name="Replicas">The other copies, without repetition and without the primary.</param>
public readonly record struct SlotHolders(NodeId? Primary, ImmutableArray<NodeId> Replicas)
{
    public static readonly SlotHolders None = new(null, []);

    /// <summary>All copies, the primary first.</summary>
    public ImmutableArray<NodeId> All => Primary is { } primary ? [primary, .. Replicas] : Replicas;

    public bool Holds(NodeId node) => Primary == node || Replicas.Contains(node);

    public bool Equals(SlotHolders other) =>
        Primary == other.Primary && (Replicas == other.Replicas || Replicas.AsSpan().SequenceEqual(other.Replicas.AsSpan()));

    public override int GetHashCode() => HashCode.Combine(Primary, Replicas.IsDefaultOrEmpty ? 0 : Replicas.Length);
}
