namespace DistCache.Admin.Masters;

/// <summary>The cluster as one master answered it, all parts read at about the same time.</summary>
/// <param name="Answered">The master that answered.</param>
/// <param name="Health">Its <c>/health</c>.</param>
/// <param name="Nodes">Its <c>/nodes</c>.</param>
/// <param name="Masters">Its <c>/masters</c>.</param>
/// <param name="Ring">Its <c>/ring</c>.</param>
public sealed record ClusterView(Uri Answered, HealthView Health, NodesView Nodes, MastersView Masters, RingView Ring);
