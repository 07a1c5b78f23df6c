using DistCache.Core.Membership;

namespace DistCache.Master.Nodes;

/// <summary>What this master knows of the cluster's processes, and the way in for nodes.</summary>
public interface INodeDirectory
{
    /// <summary>The processes as last seen: one published reference, cheap to read.</summary>
    ClusterRoster Roster { get; }

    /// <summary>Takes a node, or another report of one, into the cluster.</summary>
    /// <param name="registration">Valid by <see cref="NodeRegistration.Problem"/>, its host filled in.</param>
    /// <param name="cancellationToken">The caller is gone.</param>
    /// <returns>Never throws for a coordinator that cannot be reached: that is <see cref="RegistrationResult.Unavailable"/>.</returns>
    ValueTask<RegistrationResult> RegisterAsync(NodeRegistration registration, CancellationToken cancellationToken);
}
