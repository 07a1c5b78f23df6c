using DistCache.Core.Hashing;
using DistCache.Core.Leading.Following;
using DistCache.Core.Membership;
using DistCache.Core.Topology;

namespace DistCache.Tests.Simulation;

/// <summary>One run of a node: the product's control, and a store of one growing number a slot.</summary>
public sealed class SimulatedNode : SimulatedProcess
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(1);

    private readonly SimulatedCluster _cluster;
    private readonly Dictionary<int, long> _values = [];

    public SimulatedNode(SimulatedCluster cluster, string name, int host, ulong incarnation)
        : base(name, host, cluster.Time, cluster.ClockRate())
    {
        _cluster = cluster;
        var registration = new NodeRegistration(name, incarnation, "sim", host, host);
        Control = new NodeControl(registration, cluster.MasterNames, cluster.Settings.Node, new Random(cluster.Random.Next()));
        Step(NodeEvent.Tick.Instance);
        Every(TimeSpan.FromMilliseconds(100), () => Step(NodeEvent.Tick.Instance));
    }

    public NodeControl Control { get; }

    public MemberKey Key => new(new NodeId(Name), Control.Incarnation);

    /// <summary>What it goes by, which is what the control says unless the node has a seeded bug.</summary>
    public ClusterTopology? Topology { get; private set; }

    public NodeStatus Status => new() { Incarnation = Control.Incarnation, TopologyEpoch = Topology?.Epoch ?? Epoch.None };

    public bool Serves(SlotId slot) => Control.IsRegistered && Topology is not null && Topology.IsPrimary(slot, Key);

    public void Offer(ClusterTopology topology, Action<Epoch> went)
    {
        Step(new NodeEvent.TopologyOffered(topology), went);
        if (_cluster.Settings.Bug == SeededBug.OlderTopologyAccepted && Topology is not null && Topology.Epoch.Supersedes(topology.Epoch))
        {
            Install(topology);
        }
    }

    /// <summary>Raises the slot's number; null where the node does not serve the slot.</summary>
    public Epoch? Write(SlotId slot, long value)
    {
        if (!Serves(slot))
        {
            return null;
        }

        _values[slot.Value] = Math.Max(value, _values.GetValueOrDefault(slot.Value));
        return Topology![slot].Epoch;
    }

    /// <summary>The slot's number; null where the node does not serve the slot.</summary>
    public (Epoch Epoch, long Value)? Read(SlotId slot) =>
        Serves(slot) ? (Topology![slot].Epoch, _values.GetValueOrDefault(slot.Value)) : null;

    private void Step(NodeEvent occurrence, Action<Epoch>? went = null)
    {
        if (occurrence is not NodeEvent.Tick)
        {
            _cluster.Trace.Note(occurrence.GetType().Name, Name, (long)Control.Incarnation.Value);
        }

        foreach (var effect in Control.Step(LocalNow, occurrence).ToArray())
        {
            switch (effect)
            {
                case NodeEffect.Register e:
                    Register(e);
                    break;
                case NodeEffect.Install e:
                    Install(e.Topology);
                    break;
                case NodeEffect.Went e:
                    went?.Invoke(e.By);
                    break;
                case NodeEffect.Stop e:
                    _cluster.Trace.Note("stopped, superseded", Name, (long)e.SupersededBy.Value);
                    Crash();
                    _cluster.Supervise(Host - 1 - _cluster.MasterCount);
                    break;
            }
        }
    }

    private void Install(ClusterTopology topology)
    {
        var before = Topology;
        Topology = topology;
        _cluster.Checker.Installed(this, before, topology);
    }

    private void Register(NodeEffect.Register effect)
    {
        var host = _cluster.HostOfMaster(effect.MasterAddress);
        void Handle(Action<Action> reply)
        {
            if (_cluster.MasterOn(host) is { } master)
            {
                master.Deliver(() => master.Register(effect.Registration, result => reply(() => Step(new NodeEvent.Answered(result)))));
            }
            else
            {
                reply(() => Step(new NodeEvent.NotAnswered()));
            }
        }

        _cluster.Network.Ask(this, host, CallTimeout, Handle, () => Step(new NodeEvent.NotAnswered()));
        if (_cluster.Random.Next(20) == 0)
        {
            _cluster.Network.SendLate(Host, host, () => Handle(_ => { }));
        }
    }
}
