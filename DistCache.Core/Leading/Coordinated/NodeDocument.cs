using DistCache.Core.Topology;

namespace DistCache.Core.Leading.Coordinated;

/// <summary>What the coordinator keeps about a registered node.</summary>
/// <param name="Version">Of the document.</param>
/// <param name="Member">The run of it that is registered.</param>
public sealed record NodeDocument(long Version, Member Member);
