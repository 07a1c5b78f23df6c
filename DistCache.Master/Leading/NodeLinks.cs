using DistCache.Core.Leading;
using DistCache.Core.Topology;
using DistCache.Master.Nodes;

namespace DistCache.Master.Leading;

/// <summary>Connections of the control to nodes, one to each registered run and none shared with requests: a queue of those must not look like death.</summary>
/// <remarks>Called by one thread at a time.</remarks>
public sealed class NodeLinks(TimeProvider time, ILogger<NodeConnection> log) : IAsyncDisposable
{
    /// <summary>How long a probe or a topology may go unanswered; a probe that took longer says nothing any more.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(1);

    private readonly Dictionary<MemberKey, NodeConnection> _connections = [];
    private ClusterTopology? _encodedTopology;
    private byte[] _encoded = [];

    /// <summary>Asks the node how it is. Never throws.</summary>
    public async Task<MasterEvent> ProbeAsync(Member member)
    {
        var outcome = await Connection(member).SendAsync(new ProbeCommand(), AnswerWithin);
        if (outcome.Kind == NodeOutcomeKind.Reply)
        {
            return ProbeCommand.Read(outcome.Reply) is { } status
                ? new MasterEvent.ProbeAnswered(member.Key, status)
                : new MasterEvent.ProbeTimedOut(member.Key);
        }

        return outcome.Reason == NoReplyReason.Refused ? new MasterEvent.ProbeRefused(member.Key) : new MasterEvent.ProbeTimedOut(member.Key);
    }

    /// <summary>Tells the node the topology. Never throws.</summary>
    public async Task<MasterEvent> SendAsync(Member member, ClusterTopology topology)
    {
        if (!ReferenceEquals(_encodedTopology, topology))
        {
            (_encodedTopology, _encoded) = (topology, TopologyCodec.Encode(topology));
        }

        var outcome = await Connection(member).SendAsync(new TopologyCommand(_encoded), AnswerWithin);
        return new MasterEvent.TopologySent(member.Key, outcome.Kind == NodeOutcomeKind.Reply ? TopologyCommand.Read(outcome.Reply) : Epoch.None);
    }

    public ValueTask ForgetAsync(Member member) =>
        _connections.Remove(member.Key, out var connection) ? connection.DisposeAsync() : ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections.Values)
        {
            await connection.DisposeAsync();
        }

        _connections.Clear();
    }

    private NodeConnection Connection(Member member)
    {
        if (!_connections.TryGetValue(member.Key, out var connection))
        {
            connection = new NodeConnection(member.Host, member.RespPort, time, log);
            _connections.Add(member.Key, connection);
        }

        return connection;
    }
}
