using DistCache.Core.Hashing;
using DistCache.Core.Leading.Deciding;
using DistCache.Core.Membership;
using DistCache.Core.Topology;

namespace DistCache.Tests.Simulation;

/// <summary>What must hold at every moment, looked at whenever something changes, and what must hold once all has been quiet.</summary>
/// <remarks>It knows what no process can: which runs really live.</remarks>
public sealed class ClusterChecker
{
    private readonly SimulatedCluster _cluster;
    private readonly Dictionary<Epoch, ClusterTopology> _committed = [];
    private readonly Dictionary<SimulatedMaster, Epoch> _published = [];

    public ClusterChecker(SimulatedCluster cluster)
    {
        _cluster = cluster;
        cluster.Store.Changing = (_, before, after) =>
        {
            if (after?.Content is ClusterTopology next)
            {
                Committed(before?.Content as ClusterTopology, next);
            }

            if (after?.Content is Member registered && before?.Content is Member earlier)
            {
                Require(registered.Incarnation.Supersedes(earlier.Incarnation), $"the registration of {earlier.Key} was replaced by that of {registered.Key}");
            }
        };
    }

    public int CommitCount => _committed.Count;

    /// <summary>A master goes by another topology.</summary>
    public void Published(SimulatedMaster master, ClusterTopology topology)
    {
        RequireCommitted(topology, master.Name);
        Require(topology.Epoch.Supersedes(_published.GetValueOrDefault(master)), $"{master.Name} went back to topology {topology.Epoch}");
        _published[master] = topology.Epoch;
    }

    /// <summary>A node goes by another topology.</summary>
    public void Installed(SimulatedNode node, ClusterTopology? before, ClusterTopology after)
    {
        _cluster.Trace.Note("installed", node.Name, (long)after.Epoch.Value);
        RequireCommitted(after, node.Name);
        Require(after.Epoch.Supersedes(before?.Epoch ?? Epoch.None), $"{node.Key} went from topology {before?.Epoch} back to {after.Epoch}");
        Require(
            _cluster.LivingNodes.Count(other => other.Name == node.Name && other.Control.IsRegistered) <= 1,
            $"two registered runs of {node.Name} live at once");
    }

    /// <summary>Says what is not yet as it has to be after the last fault; null where all is.</summary>
    public string? Unsettled()
    {
        if (_committed.Count == 0)
        {
            return "no topology was ever made";
        }

        var topology = _committed[_committed.Keys.MaxBy(epoch => epoch.Value)];
        var nodes = _cluster.LivingNodes.ToArray();
        return UnsettledMaster(topology, nodes)
            ?? nodes.Where(node => !ReferenceEquals(node.Topology, topology)).Select(node => $"{node.Name} goes by {node.Topology?.Epoch} and not by {topology.Epoch}").FirstOrDefault()
            ?? UnsettledSlot(topology, nodes);
    }

    private string? UnsettledMaster(ClusterTopology topology, SimulatedNode[] nodes)
    {
        var leader = _cluster.Store.Latest.Leader;
        var masters = _cluster.LivingMasters.ToArray();
        foreach (var master in masters)
        {
            var view = master.Control.View;
            var living = view.Nodes.Where(node => node.Health == NodeHealth.Alive).Select(node => node.Member.Key);
            var problem =
                view.LeaderId is null || view.LeaderId != leader ? $"names {view.LeaderId} as leader and not {leader}"
                : master.Control.Leads != (master.Name == leader) ? $"{(master.Control.Leads ? "believes" : "does not believe")} that it leads"
                : !ReferenceEquals(master.Control.Topology, topology) ? $"goes by topology {master.Control.Topology?.Epoch} and not {topology.Epoch}"
                : !living.ToHashSet().SetEquals(nodes.Select(node => node.Key)) ? $"sees {string.Join(", ", living)} alive"
                : !view.Masters.Select(other => other.Id).SequenceEqual(masters.Select(other => other.Name).Order(StringComparer.Ordinal)) ? "does not know all masters"
                : null;
            if (problem is not null)
            {
                return $"{master.Name} {problem}";
            }
        }

        return null;
    }

    private static string? UnsettledSlot(ClusterTopology topology, SimulatedNode[] nodes)
    {
        var living = nodes.Select(node => node.Key).ToHashSet();
        if (!topology.Members.Select(member => member.Key).ToHashSet().SetEquals(living))
        {
            return $"the members are {string.Join(", ", topology.Members.Select(member => member.Key))} and not {string.Join(", ", living)}";
        }

        var ownerless = new SlotHoldings(topology).Ownerless;
        return ownerless > 0 ? $"{ownerless} slots have no primary" : null;
    }

    private void Committed(ClusterTopology? before, ClusterTopology next)
    {
        Require(next.ClusterId == SimulatedStore.ClusterId, $"a topology of cluster {next.ClusterId} was written");
        Require(next.Epoch.Value == (before?.Epoch.Value ?? 0) + 1, $"topology {before?.Epoch} was followed by {next.Epoch}");
        Require(_committed.TryAdd(next.Epoch, next), $"two topologies have epoch {next.Epoch}");
        CheckSlots(before, next);
    }

    private void CheckSlots(ClusterTopology? before, ClusterTopology next)
    {
        var living = _cluster.LivingNodes.Select(node => node.Key).ToHashSet();
        var mayLose = before is null ? [] : before.Members.Select(member => !living.Contains(member.Key)).ToArray();
        var indexAfter = before is null ? [] : before.Members.Select(member => next.IndexOf(member.Key)).ToArray();
        for (var slot = 0; slot < SlotId.SlotCount; slot++)
        {
            var old = before?.Slots[slot] ?? SlotAssignment.None;
            var now = next.Slots[slot];
            var owner = old.PrimaryIndex;
            var isKept = owner < 0 ? now.PrimaryIndex < 0 : now.PrimaryIndex == indexAfter[owner] && now.PrimaryIndex >= 0;
            var expected = isKept ? old.Epoch.Value : old.Epoch.Value + 1;
            Require(now.Epoch.Value == expected, $"slot {slot} went from epoch {old.Epoch} to {now.Epoch} as its owner {(isKept ? "stayed" : "changed")}");
            Require(isKept || owner < 0 || mayLose[owner], $"slot {slot} was taken from {before?.PrimaryOf(new SlotId(slot))?.Key}, which lives");
        }
    }

    private void RequireCommitted(ClusterTopology topology, string who) => Require(
        ReferenceEquals(_committed.GetValueOrDefault(topology.Epoch), topology),
        $"{who} goes by a topology of epoch {topology.Epoch} that was never committed");

    private static void Require(bool holds, [System.Runtime.CompilerServices.InterpolatedStringHandlerArgument(nameof(holds))] ViolationText message)
    {
        if (!holds)
        {
            throw new SimulationViolationException($"It must never be, but {message.Text}.");
        }
    }
}
