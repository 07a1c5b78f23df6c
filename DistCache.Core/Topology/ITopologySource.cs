namespace DistCache.Core.Topology;

/// <summary>The topology a process goes by now: one published reference, replaced only by a later epoch of the same cluster.</summary>
public interface ITopologySource
{
    ClusterTopology Current { get; }

    /// <summary>Completes once <see cref="Current"/> has an epoch after <paramref name="seen"/>, at once where it has.</summary>
    Task<ClusterTopology> NewerThanAsync(Epoch seen, CancellationToken cancellationToken);
}
