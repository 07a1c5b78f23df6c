namespace DistCache.Core.Topology;

/// <summary>Names one run of one node.</summary>
public readonly record struct MemberKey(NodeId Id, Incarnation Incarnation)
{
    public override string ToString() => $"{Id}#{Incarnation}";
}
