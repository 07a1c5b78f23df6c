using System.Collections.Immutable;
using DistCache.Core.Leading;
using DistCache.Master.Nodes;

namespace DistCache.Master.Leading;

/// <summary>Makes the published roster out of the control's view, and tells since when by the wall clock.</summary>
public static class RosterBuilder
{
    public static ClusterRoster Build(ClusterView view, ClusterRoster previous, DateTimeOffset now)
    {
        var known = previous.Nodes.ToDictionary(node => node.Member.Key);
        var nodes = ImmutableArray.CreateBuilder<KnownNode>(view.Nodes.Length);
        foreach (var node in view.Nodes)
        {
            // Taken over while nothing changes, so that it does not wander with the difference of two clocks.
            var since = known.TryGetValue(node.Member.Key, out var before) && before.Health == node.Health ? before.Since : now - node.HealthFor;
            nodes.Add(new KnownNode(node.Member, node.Health, since, node.Status));
        }

        return new ClusterRoster(
            nodes.MoveToImmutable(),
            [.. view.Masters.Select(master => new KnownMaster(master.Id, master.Address))],
            view.LeaderId);
    }
}
