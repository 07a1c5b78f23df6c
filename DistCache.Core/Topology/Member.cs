namespace DistCache.Core.Topology;

/// <summary>One run of one node, as the topology names it.</summary>
/// <param name="Id">The node's lasting name.</param>
/// <param name="Incarnation">Which run of it.</param>
/// <param name="Host">Address or name that clients, masters and other nodes reach it by.</param>
/// <param name="RespPort">Port of the Redis protocol.</param>
/// <param name="HttpPort">Port of health and metrics.</param>
/// <param name="Weight">Its share of the slots relative to the others, 1 to <see cref="WeightMax"/>.</param>
/// <param name="Zone">What fails together with it (rack, availability zone); empty where nobody said.</param>
public sealed record Member(NodeId Id, Incarnation Incarnation, string Host, int RespPort, int HttpPort, int Weight = 1, string Zone = "")
{
    public const int WeightMax = 100;

    /// <summary>Names one run of one node.</summary>
    public MemberKey Key => new(Id, Incarnation);
}
