using DistCache.Core.Topology;

namespace DistCache.Core.Membership;

/// <summary>What a node tells a master of itself when it starts, and again with every health report. JSON of <c>POST /nodes</c>.</summary>
/// <param name="Id">The node's lasting name.</param>
/// <param name="Incarnation">Which run of it; 0 lets the master pick one above all it knows of.</param>
/// <param name="Host">Address or name the node is reached by; empty: the address the request came from.</param>
/// <param name="RespPort">Port of the Redis protocol.</param>
/// <param name="HttpPort">Port of health and metrics.</param>
/// <param name="Weight">Share of the slots relative to other nodes, 1 to 100.</param>
/// <param name="Zone">What fails together with it; may be empty.</param>
public sealed record NodeRegistration(string Id, ulong Incarnation, string Host, int RespPort, int HttpPort, int Weight = 1, string Zone = "")
{
    /// <summary>Says what is wrong with it, or null when it can be taken.</summary>
    public string? Problem() => this switch
    {
        _ when !NodeId.IsValid(Id) => $"id '{Id}' is not valid: 1 to {NodeId.LengthMax} of the characters A-Z a-z 0-9 . _ - are.",
        { RespPort: < 1 or > ushort.MaxValue } => $"respPort {RespPort} is no port: 1 to 65535.",
        { HttpPort: < 1 or > ushort.MaxValue } => $"httpPort {HttpPort} is no port: 1 to 65535.",
        { Weight: < 1 or > Member.WeightMax } => $"weight {Weight} is out of range: 1 to {Member.WeightMax}.",
        { Host: null or { Length: > 255 } } => "host is longer than 255 characters or missing.",
        { Zone: null or { Length: > 64 } } => "zone is longer than 64 characters or null.",
        _ => null,
    };

    public Member ToMember() => new(new NodeId(Id), new Incarnation(Incarnation), Host, RespPort, HttpPort, Weight, Zone);
}
