using DistCache.Core.Topology;
using DistCache.Master.Nodes;

namespace DistCache.Master.Routing;

/// <summary>A topology and the connection to each of its members, by the member's index. Immutable.</summary>
internal sealed class RouteTable(ClusterTopology topology, NodeConnection[] connections)
{
    public ClusterTopology Topology { get; } = topology;

    public NodeConnection ConnectionOf(int memberIndex) => connections[memberIndex];

    /// <summary>The index of the member that takes RESP at an address, the latest run of it; -1 where none does.</summary>
    public int IndexOfAddress(ReadOnlySpan<char> host, int port)
    {
        var found = -1;
        for (var i = 0; i < Topology.Members.Length; i++)
        {
            var member = Topology.Members[i];
            var isThere = member.RespPort == port && host.Equals(member.Host, StringComparison.OrdinalIgnoreCase);
            if (isThere && (found < 0 || member.Incarnation.Supersedes(Topology.Members[found].Incarnation)))
            {
                found = i;
            }
        }

        return found;
    }
}
