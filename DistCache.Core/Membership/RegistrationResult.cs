using DistCache.Core.Topology;

namespace DistCache.Core.Membership;

/// <summary>What became of a node's registration.</summary>
public abstract record RegistrationResult
{
    private RegistrationResult()
    {
    }

    /// <summary>The node is known to the cluster.</summary>
    /// <param name="Reply">What the node needs to go on.</param>
    public sealed record Accepted(RegistrationReply Reply) : RegistrationResult;

    /// <summary>Refused: a later run of the same node is registered, so this one has to end.</summary>
    /// <param name="By">The later run.</param>
    public sealed record Superseded(Incarnation By) : RegistrationResult;

    /// <summary>Not known to have been taken: the coordinator cannot be reached now. To be tried again.</summary>
    public sealed record Unavailable : RegistrationResult;
}
