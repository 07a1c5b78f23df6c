namespace DistCache.Admin.Masters;

/// <summary>What the console reads of a master's <c>GET /masters</c>.</summary>
public sealed record MastersView(string? Leader, IReadOnlyList<MasterView> Masters);

/// <summary>A living master.</summary>
public sealed record MasterView(string Id, string Address, bool IsLeader);
