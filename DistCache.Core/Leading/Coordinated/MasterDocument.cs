namespace DistCache.Core.Leading.Coordinated;

/// <summary>What the coordinator keeps about a living master, as long as its session lives.</summary>
/// <param name="Id">The master's lasting name.</param>
/// <param name="Address">HTTP base address it is reached by.</param>
public sealed record MasterDocument(string Id, string Address);
