using DistCache.Core.Planning;
using DistCache.Core.Ring;
using DistCache.Core.Topology;

namespace DistCache.Bench.Placement;

/// <summary>This product: planned from the current owners, guided by the ring.</summary>
internal sealed class PlannedPlacing : ISlotPlacing
{
    public string Name => "planner (DistCache)";

    public NodeId[] Place(IReadOnlyList<NodeId> nodes, NodeId[]? before)
    {
        var ring = HashRing.Build(nodes.Select(n => new RingMember(n)));
        var current = before is null
            ? DistCache.Core.Planning.Placement.Empty
            : new DistCache.Core.Planning.Placement([.. before.Select(owner => new SlotHolders(owner, []))]);
        var plan = PlacementPlanner.Rebalance(ring, current, copies: 1);
        return [.. plan.Target.Slots.Select(s => s.Primary!.Value)];
    }
}
