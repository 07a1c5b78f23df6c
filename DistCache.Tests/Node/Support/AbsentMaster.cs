using DistCache.Core.Membership;
using DistCache.Node.Registering;

namespace DistCache.Tests.Node.Support;

/// <summary>A master that never answers.</summary>
internal sealed class AbsentMaster : IMasterClient
{
    public async Task<RegistrationOutcome> RegisterAsync(Uri master, NodeRegistration registration, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken); // for ever, until cancelled: this master never answers
        return new RegistrationOutcome.Failed("absent");
    }
}
