using DistCache.Core.Hashing;
using DistCache.Core.Topology;
using DistCache.Node.Storage;

namespace DistCache.Node.Routing;

/// <summary>The topology the node serves by, and what becomes of the store when it changes.</summary>
/// <remarks>
/// A slot that this run newly owns is emptied before it is served, one that it no longer owns after clients have begun to be sent
/// elsewhere. The first is what makes it safe: a command that was let through just before a slot went away may write after the slot
/// was emptied, and what it left must not come back to life when the slot does.
/// </remarks>
public sealed class NodeTopology : ITopologySource
{
    private readonly Lock _installing = new();
    private readonly TopologyHolder _holder;
    private readonly IEntryStore _store;
    private SlotOwnership _ownership;

    public NodeTopology(ClusterTopology initial, MemberKey self, IEntryStore store)
    {
        _holder = new TopologyHolder(initial);
        _store = store;
        _ownership = new SlotOwnership(initial, self);
        SelfKey = self;
        ApplyEpochs(_ownership);
    }

    /// <summary>Which run of which node this is.</summary>
    public MemberKey SelfKey { get; private set; }

    public SlotOwnership Ownership => Volatile.Read(ref _ownership);

    public ClusterTopology Current => _holder.Current;

    public Task<ClusterTopology> NewerThanAsync(Epoch seen, CancellationToken cancellationToken) => _holder.NewerThanAsync(seen, cancellationToken);

    /// <summary>Takes another number for this run, as the master that registered it has said.</summary>
    public void Rename(Incarnation incarnation)
    {
        lock (_installing)
        {
            SelfKey = SelfKey with { Incarnation = incarnation };
            Serve(new SlotOwnership(_holder.Current, SelfKey));
        }
    }

    /// <summary>Goes by <paramref name="next"/> from now on, unless it is older than what is held, the same, or another cluster's.</summary>
    /// <returns>Whether it was taken.</returns>
    public bool TryInstall(ClusterTopology next)
    {
        lock (_installing)
        {
            if (!_holder.TryPublish(next))
            {
                return false;
            }

            Serve(new SlotOwnership(next, SelfKey));
            return true;
        }
    }

    private void Serve(SlotOwnership next)
    {
        var previous = _ownership;
        for (var slot = 0; slot < SlotId.SlotCount; slot++)
        {
            if (next.Owns(new SlotId(slot)) && !previous.Owns(new SlotId(slot)))
            {
                _store.Drop(new SlotId(slot));
            }
        }

        ApplyEpochs(next);
        Volatile.Write(ref _ownership, next);
        for (var slot = 0; slot < SlotId.SlotCount; slot++)
        {
            if (previous.Owns(new SlotId(slot)) && !next.Owns(new SlotId(slot)))
            {
                _store.Drop(new SlotId(slot));
            }
        }
    }

    private void ApplyEpochs(SlotOwnership next)
    {
        for (var slot = 0; slot < SlotId.SlotCount; slot++)
        {
            var id = new SlotId(slot);
            if (next.Owns(id))
            {
                _store.SetSlotEpoch(id, next.Topology[id].Epoch);
            }
        }
    }
}
