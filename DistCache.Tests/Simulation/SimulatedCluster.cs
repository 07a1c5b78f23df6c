using System.Collections.Immutable;
using DistCache.Core.Coordination;
using DistCache.Core.Leading.Coordinated;
using DistCache.Core.Topology;

namespace DistCache.Tests.Simulation;

/// <summary>All hosts of a simulated cluster and what runs on them now. Host 0 is the coordinator's, then the masters', the nodes', the client's.</summary>
public sealed class SimulatedCluster
{
    private readonly SimulatedMaster?[] _masters;
    private readonly SimulatedNode?[] _nodes;

    public SimulatedCluster(int seed, SimulationSettings settings)
    {
        Random = new Random(seed);
        _masters = new SimulatedMaster?[Pick(1, 2, 3, 3, 3, 4, 5)];
        _nodes = new SimulatedNode?[Pick(1, 2, 3, 3, 3, 4, 5, 6, 7, 9)];
        var expected = Random.Next(4) == 0 ? 1 + Random.Next(10) : _nodes.Length;
        Settings = settings with { Leading = settings.Leading with { ExpectedNodes = expected } };
        Time = new VirtualTime();
        Trace = new SimulationTrace(Time, settings.KeepsTrace);
        Network = new SimulatedNetwork(Time, new Random(Random.Next()));
        Store = new SimulatedStore(Time, new Random(Random.Next()), Trace);
        Checker = new ClusterChecker(this);
        MasterNames = [.. Enumerable.Range(1, _masters.Length).Select(i => $"master-{i}")];
        Store.Watched = (session, name) => Network.Send(SimulatedNetwork.Coordinator, session.Owner.Host, () => Tell(session.Owner, name));
        Client = new SimulatedClient(this, ClientHost);
    }

    public SimulationSettings Settings { get; }

    public Random Random { get; }

    public VirtualTime Time { get; }

    public SimulationTrace Trace { get; }

    public SimulatedNetwork Network { get; }

    public SimulatedStore Store { get; }

    public ClusterChecker Checker { get; }

    public SimulatedClient Client { get; }

    public ImmutableArray<string> MasterNames { get; }

    public int MasterCount => _masters.Length;

    public int NodeCount => _nodes.Length;

    public int ClientHost => 1 + _masters.Length + _nodes.Length;

    public IEnumerable<SimulatedMaster> LivingMasters => _masters.Where(master => master is { IsAlive: true })!;

    public IEnumerable<SimulatedNode> LivingNodes => _nodes.Where(node => node is { IsAlive: true })!;

    /// <summary>Told the index of a node that has stopped by itself; whoever started it starts it again.</summary>
    public Action<int> Supervise { get; set; } = _ => { };

    public SimulatedMaster? MasterAt(int index) => _masters[index] is { IsAlive: true } master ? master : null;

    public SimulatedNode? NodeAt(int index) => _nodes[index] is { IsAlive: true } node ? node : null;

    public IEnumerable<SimulatedProcess> Living() => LivingMasters.Concat<SimulatedProcess>(LivingNodes);

    public SimulatedMaster? MasterOn(int host) => MasterAt(host - 1);

    public int HostOfMaster(string name) => 1 + MasterNames.IndexOf(name);

    public int HostOf(Member member) => member.RespPort;

    /// <summary>What listens at the member's address: it may be another run. Null: nothing.</summary>
    public SimulatedNode? NodeAt(Member member) => NodeAt(HostOf(member) - 1 - _masters.Length);

    public SimulatedMaster? AnyMaster() => MasterAt(Random.Next(_masters.Length));

    public void StartMaster(int index)
    {
        Trace.Note("start", MasterNames[index]);
        _masters[index] = new SimulatedMaster(this, MasterNames[index], 1 + index);
    }

    /// <summary>Starts a run of a node. Its incarnation is the time by a wall clock that may be wrong by seconds either way.</summary>
    public void StartNode(int index)
    {
        var milliseconds = 100_000 + Time.Now.TotalMilliseconds + (Random.Next(4) == 0 ? Random.Next(-4000, 4000) : 0);
        Trace.Note("start", $"node-{index + 1}", (long)milliseconds);
        _nodes[index] = new SimulatedNode(this, $"node-{index + 1}", 1 + _masters.Length + index, (ulong)milliseconds);
    }

    /// <summary>Within 5 % of the truth.</summary>
    public double ClockRate() => 0.95 + (0.1 * Random.NextDouble());

    public T Pick<T>(params T[] values) => values[Random.Next(values.Length)];

    private static void Tell(SimulatedMaster master, string name)
    {
        var what = name == DocumentNames.Topology ? CoordinatorRead.Topology
            : name.StartsWith(DocumentNames.NodesFolder, StringComparison.Ordinal) ? CoordinatorRead.Nodes
            : name.StartsWith(DocumentNames.MastersFolder, StringComparison.Ordinal) ? CoordinatorRead.Masters
            : CoordinatorRead.Leader;
        master.Deliver(() => master.Changed(what));
    }
}
