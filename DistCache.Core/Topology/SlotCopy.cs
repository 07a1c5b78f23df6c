namespace DistCache.Core.Topology;

/// <summary>What a node's copy of a slot is good for.</summary>
public enum CopyRole : byte
{
    /// <summary>Accepts reads and writes.</summary>
    Primary = 0,

    /// <summary>Has every acknowledged write; may be promoted.</summary>
    InSync = 1,

    /// <summary>Is being filled; may not be promoted.</summary>
    Syncing = 2,
}

/// <summary>One copy of a slot.</summary>
/// <param name="MemberIndex">Index into <see cref="ClusterTopology.Members"/>.</param>
/// <param name="Role">What the copy is good for.</param>
public readonly record struct SlotCopy(int MemberIndex, CopyRole Role);
