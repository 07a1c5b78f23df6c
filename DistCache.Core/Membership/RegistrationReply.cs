namespace DistCache.Core.Membership;

/// <summary>What a master answers a node that registered.</summary>
/// <param name="ClusterId">The cluster the node now belongs to.</param>
/// <param name="Incarnation">The run number the node has to use: the one it asked for, or the one the master picked.</param>
/// <param name="Masters">HTTP base addresses of all living masters, to report to when this one is gone.</param>
public sealed record RegistrationReply(string ClusterId, ulong Incarnation, IReadOnlyList<string> Masters);
