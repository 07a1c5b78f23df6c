namespace DistCache.Core.Topology;

/// <summary>Holds the topology a process goes by. Readers take no lock; an older epoch never replaces a newer one.</summary>
public sealed class TopologyHolder(ClusterTopology initial) : ITopologySource
{
    private State _state = new(initial);

    public ClusterTopology Current => Volatile.Read(ref _state).Topology;

    /// <summary>Takes <paramref name="next"/> if it is of this cluster and later than what is held.</summary>
    /// <returns>Whether it was taken.</returns>
    /// <remarks>A holder that knows no cluster yet (its topology has epoch 0) takes that of any.</remarks>
    public bool TryPublish(ClusterTopology next)
    {
        while (true)
        {
            var seen = Volatile.Read(ref _state);
            var isForeign = seen.Topology.Epoch != Epoch.None && next.ClusterId != seen.Topology.ClusterId;
            if (isForeign || !next.Epoch.Supersedes(seen.Topology.Epoch))
            {
                return false;
            }

            if (ReferenceEquals(Interlocked.CompareExchange(ref _state, new State(next), seen), seen))
            {
                seen.Replaced.SetResult();
                return true;
            }
        }
    }

    public async Task<ClusterTopology> NewerThanAsync(Epoch seen, CancellationToken cancellationToken)
    {
        while (true)
        {
            var state = Volatile.Read(ref _state);
            if (state.Topology.Epoch.Supersedes(seen))
            {
                return state.Topology;
            }

            await state.Replaced.Task.WaitAsync(cancellationToken);
        }
    }

    private sealed class State(ClusterTopology topology)
    {
        public ClusterTopology Topology { get; } = topology;

        public TaskCompletionSource Replaced { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
