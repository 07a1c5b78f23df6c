using DistCache.Core.Membership;

namespace DistCache.Node.Registering;

/// <summary>Reaches a master.</summary>
public interface IMasterClient
{
    /// <summary>Says once to one master who this node is. Does not throw for what a network or a master may do.</summary>
    Task<RegistrationOutcome> RegisterAsync(Uri master, NodeRegistration registration, CancellationToken cancellationToken);
}
