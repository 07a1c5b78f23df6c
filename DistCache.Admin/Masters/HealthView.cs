namespace DistCache.Admin.Masters;

/// <summary>What the console reads of a master's <c>GET /health</c>.</summary>
public sealed record HealthView(string State, IReadOnlyList<string> Reasons, ulong Epoch, int SlotsWithoutPrimary, int SlotsUnavailable, bool CoordinatorReachable);
