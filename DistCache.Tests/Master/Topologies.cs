using DistCache.Core.Hashing;
using DistCache.Core.Topology;

namespace DistCache.Tests.Master;

/// <summary>Topologies of a few members on loopback.</summary>
internal static class Topologies
{
    public const string Cluster = "test";

    /// <summary>Slots dealt to the nodes in turn, <c>slot % count</c>; node names start at <c>node-1</c>.</summary>
    public static ClusterTopology Of(ulong epoch, params int[] ports)
    {
        var members = ports.Select((port, i) => new Member(new NodeId($"node-{i + 1}"), new Incarnation(1), "127.0.0.1", port, 3001 + i));
        var slots = Enumerable.Range(0, SlotId.SlotCount).Select(slot => ports.Length == 0
            ? SlotAssignment.None
            : new SlotAssignment(new Epoch(epoch), [new SlotCopy(slot % ports.Length, CopyRole.Primary)]));
        return new ClusterTopology(Cluster, new Epoch(epoch), 160, [.. members], [.. slots]);
    }
}
