using DistCache.Core.Membership;
using DistCache.Core.Topology;

namespace DistCache.Node.Registering;

/// <summary>How one try to register, or to report, ended.</summary>
public abstract record RegistrationOutcome
{
    private RegistrationOutcome()
    {
    }

    public sealed record Accepted(RegistrationReply Reply) : RegistrationOutcome;

    /// <summary>A later run of this node is known.</summary>
    public sealed record Superseded(Incarnation Known) : RegistrationOutcome;

    /// <summary>No answer, or one that helps nobody; another try, perhaps at another master, may do.</summary>
    public sealed record Failed(string Reason) : RegistrationOutcome;
}
