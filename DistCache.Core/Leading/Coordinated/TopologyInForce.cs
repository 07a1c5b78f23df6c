using DistCache.Core.Leading.Deciding;
using DistCache.Core.Topology;

namespace DistCache.Core.Leading.Coordinated;

/// <summary>The topology that a master goes by, and what may replace it: one of the same cluster and a later epoch, and nothing else.</summary>
internal sealed class TopologyInForce(List<MasterEffect> effects)
{
    private SlotHoldings? _holdings;
    private (string ClusterId, Epoch Epoch)? _behind;

    /// <summary>Null before the first.</summary>
    public ClusterTopology? Current { get; private set; }

    /// <summary>Of the document that it was read from or written to; 0 before the first.</summary>
    public long Version { get; private set; }

    /// <summary>What the leader decides on: an empty topology before the first.</summary>
    public (ClusterTopology Topology, SlotHoldings Holdings) ToDecideOn(string clusterId, int virtualNodes)
    {
        var topology = Current ?? ClusterTopology.Empty(clusterId, virtualNodes);
        return (topology, _holdings ??= new SlotHoldings(topology));
    }

    /// <summary>Whether what was read is the topology in force or one that may replace it; a read that comes late may be neither. Reports once what cannot follow.</summary>
    public bool Accepts(MasterEvent.TopologyRead read)
    {
        if (Follows(read))
        {
            _behind = null;
            return true;
        }

        var seen = (read.Topology?.ClusterId ?? "", read.Topology?.Epoch ?? Epoch.None);
        if (_behind != seen)
        {
            _behind = seen;
            effects.Add(new MasterEffect.ReportBehind(seen.Item1, seen.Item2));
        }

        return false;
    }

    /// <returns>False: the version is not later than the one in force.</returns>
    public bool TryReplace(ClusterTopology topology, long version)
    {
        if (version <= Version)
        {
            return false;
        }

        Version = version;
        Current = topology;
        _holdings = null;
        effects.Add(new MasterEffect.Publish(topology));
        return true;
    }

    private bool Follows(MasterEvent.TopologyRead read) =>
        Current is null
        || (read.Topology is { } topology
            && topology.ClusterId == Current.ClusterId
            && (read.Version == Version || (read.Version > Version && topology.Epoch.Supersedes(Current.Epoch))));
}
