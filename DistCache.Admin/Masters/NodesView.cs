namespace DistCache.Admin.Masters;

/// <summary>What the console reads of a master's <c>GET /nodes</c>.</summary>
public sealed record NodesView(IReadOnlyList<NodeView> Nodes);

/// <summary>A registered node.</summary>
/// <param name="Status">Its counters by name; null before its first answer.</param>
public sealed record NodeView(
    string Id,
    ulong Incarnation,
    string Host,
    int RespPort,
    int HttpPort,
    int Weight,
    string? Zone,
    string Health,
    DateTimeOffset Since,
    int PrimarySlots,
    IReadOnlyDictionary<string, long>? Status)
{
    /// <summary>A counter of the node, or null where it has not told.</summary>
    public long? Counter(string name) => Status is not null && Status.TryGetValue(name, out var value) ? value : null;
}
