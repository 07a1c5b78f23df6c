using DistCache.Core.Topology;
using DistCache.Master.Nodes;

namespace DistCache.Master.Routing;

/// <summary>Keeps the <see cref="RouteTable"/> of the current topology, and connections across topologies.</summary>
/// <remarks>A connection belongs to one run of a node at one address. One that the topology names no longer is kept until its requests must have ended.</remarks>
public sealed class RouteTables : IAsyncDisposable
{
    private readonly ITopologySource _source;
    private readonly TimeProvider _clock;
    private readonly ILogger<NodeConnection> _log;
    private readonly TimeSpan _requestTimeout;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _retiring = [];
    private Dictionary<Address, NodeConnection> _connections = [];
    private RouteTable _table;

    public RouteTables(ITopologySource source, MasterOptions options, TimeProvider clock, ILogger<NodeConnection> log)
    {
        _source = source;
        _clock = clock;
        _log = log;
        _requestTimeout = options.RequestTimeout;
        _table = Build(source.Current);
    }

    internal RouteTable Current
    {
        get
        {
            var table = Volatile.Read(ref _table);
            return ReferenceEquals(table.Topology, _source.Current) ? table : Renew();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_retiring);
        foreach (var connection in _connections.Values)
        {
            await connection.DisposeAsync();
        }

        _stopping.Dispose();
    }

    private RouteTable Renew()
    {
        lock (_gate)
        {
            var topology = _source.Current;
            if (!ReferenceEquals(_table.Topology, topology))
            {
                Volatile.Write(ref _table, Build(topology));
            }

            return _table;
        }
    }

    private RouteTable Build(ClusterTopology topology)
    {
        var known = _connections;
        var next = new Dictionary<Address, NodeConnection>();
        var byIndex = new NodeConnection[topology.Members.Length];
        for (var i = 0; i < byIndex.Length; i++)
        {
            var member = topology.Members[i];
            var address = new Address(member.Host, member.RespPort, member.Incarnation);
            if (!next.TryGetValue(address, out var connection))
            {
                connection = known.GetValueOrDefault(address) ?? new NodeConnection(member.Host, member.RespPort, _clock, _log);
                next.Add(address, connection);
            }

            byIndex[i] = connection;
        }

        _retiring.RemoveAll(task => task.IsCompleted);
        _retiring.AddRange(known.Where(pair => !next.ContainsKey(pair.Key)).Select(pair => RetireAsync(pair.Value)));
        _connections = next;
        return new RouteTable(topology, byIndex);
    }

    private async Task RetireAsync(NodeConnection connection)
    {
        await Task.Delay(_requestTimeout, _clock, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await connection.DisposeAsync();
    }

    private readonly record struct Address(string Host, int RespPort, Incarnation Incarnation);
}
