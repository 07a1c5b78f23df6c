using DistCache.Core.Membership;
using DistCache.Node.Commands;
using DistCache.Node.Routing;
using DistCache.Node.Sessions;
using DistCache.Node.Storage;

namespace DistCache.Node.Reporting;

/// <summary>Gathers what the node says of itself.</summary>
public sealed class NodeStatusSource(
    IEntryStore store, NodeTopology topology, SessionRegistry sessions, CommandStatistics statistics, TimeProvider clock)
{
    private readonly long _startedAt = clock.GetTimestamp();

    /// <summary>Since the process was set up.</summary>
    public TimeSpan Uptime => clock.GetElapsedTime(_startedAt);

    public NodeStatus Current()
    {
        var counts = store.Statistics;
        return new NodeStatus
        {
            Incarnation = topology.SelfKey.Incarnation,
            TopologyEpoch = topology.Current.Epoch,
            Entries = counts.Entries,
            UsedBytes = counts.BytesUsed,
            LimitBytes = counts.BytesMax,
            Hits = counts.Hits,
            Misses = counts.Misses,
            Evictions = counts.Evictions,
            Expirations = counts.Expirations,
            Commands = statistics.TotalCalls(),
            Connections = sessions.Count,
            UptimeMs = (long)Uptime.TotalMilliseconds,
        };
    }
}
