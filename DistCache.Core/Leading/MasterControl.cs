using DistCache.Core.Leading.Coordinated;
using DistCache.Core.Leading.Deciding;
using DistCache.Core.Leading.Watching;
using DistCache.Core.Membership;
using DistCache.Core.Topology;

namespace DistCache.Core.Leading;

/// <summary>The whole control behaviour of one master as a state machine: an event in, effects out. No clock, socket or thread.</summary>
/// <remarks>
/// <para>Every master, leading or not: keeps its ephemeral document, campaigns, reads what the coordinator says has changed (and now and
/// then what it does not say), probes every registered node, sends the topology to nodes that lack it, and takes registrations.</para>
/// <para>The one that leads also decides, on facts that it has read since it won. An unreachable coordinator makes no facts: nothing is
/// decided until it has been read again, and what it said before stays in force.</para>
/// <para>A topology only ever replaces one of an earlier epoch and the same cluster. A coordinator that goes back, say restored from an old
/// copy, is reported and not followed.</para>
/// </remarks>
public sealed class MasterControl
{
    private readonly LeadingOptions _options;
    private readonly List<MasterEffect> _effects = [];
    private readonly AwakeClock _clock;
    private readonly ReadSchedule _reads;
    private readonly NodeRoster _roster;
    private readonly RegistrationDesk _desk;
    private readonly LeaderSeat _seat;
    private readonly MasterList _masters;
    private readonly TopologyInForce _topology;
    private string? _clusterId;
    private string? _leaderId;
    private bool _hasStarted;

    /// <param name="self">This master as the others shall know it.</param>
    /// <param name="options">By what it judges.</param>
    /// <param name="random">For operation ids, which have to differ from those of every other process, and for jitter.</param>
    public MasterControl(MasterDocument self, LeadingOptions options, Random random)
    {
        _options = options;
        var operationIds = new OperationIds(random);
        _clock = new AwakeClock(options.TickInterval * 2);
        _reads = new ReadSchedule(options.RefreshInterval);
        _roster = new NodeRoster(options, random, _effects);
        _desk = new RegistrationDesk(operationIds, _effects) { ReplyFor = ReplyFor };
        _seat = new LeaderSeat(options, operationIds, _effects);
        _masters = new MasterList(self, operationIds, _effects);
        _topology = new TopologyInForce(_effects);
    }

    /// <summary>The topology this master goes by; null before the first.</summary>
    public ClusterTopology? Topology => _topology.Current;

    /// <summary>Whether it believes that it leads.</summary>
    public bool Leads => _seat.Term is not null;

    public ClusterView View => new(
        [.. _roster.Watches.Select(watch => new NodeView(watch.Member, watch.Health, _clock.Now - watch.HealthSince, watch.Status))],
        _masters.Masters,
        _leaderId,
        _reads.IsReachable && _reads.HasRead(CoordinatorRead.Topology));

    /// <param name="now">A monotonic clock of this process.</param>
    /// <param name="occurrence">What happened.</param>
    /// <returns>What is to be done, in this order. Valid until the next step.</returns>
    public IReadOnlyList<MasterEffect> Step(TimeSpan now, MasterEvent occurrence)
    {
        _effects.Clear();
        var awake = _clock.Advance(now);
        if (!_hasStarted)
        {
            _hasStarted = true;
            _effects.Add(new MasterEffect.Campaign());
        }

        Handle(awake, occurrence);
        _reads.Start(awake, what => _effects.Add(new MasterEffect.Read(what)));
        return _effects;
    }

    private void Handle(TimeSpan now, MasterEvent occurrence)
    {
        switch (occurrence)
        {
            case MasterEvent.Tick:
                Tick(now);
                break;
            case MasterEvent.CoordinatorChanged e:
                _reads.Want(e.What);
                break;
            case MasterEvent.ReadFailed e:
                _reads.Failed(e.What, now);
                break;
            case MasterEvent.CampaignWon e:
                _seat.Won(e.Term);
                _reads.Invalidate(CoordinatorRead.Topology);
                _reads.Invalidate(CoordinatorRead.Nodes);
                _reads.Want(CoordinatorRead.Leader);
                break;
            case MasterEvent.LeadershipEnded e when _seat.Ended(e.Term):
                _reads.Want(CoordinatorRead.Leader);
                _effects.Add(new MasterEffect.Campaign());
                break;
            case MasterEvent.TopologyWritten e:
                TopologyWritten(now, e);
                break;
            case MasterEvent.MasterWritten:
                _masters.Written();
                _reads.Invalidate(CoordinatorRead.Masters);
                break;
            default:
                HandleRead(now, occurrence);
                HandleNode(now, occurrence);
                break;
        }
    }

    private void HandleRead(TimeSpan now, MasterEvent occurrence)
    {
        switch (occurrence)
        {
            case MasterEvent.ClusterNamed e:
                _reads.Succeeded(CoordinatorRead.ClusterId, now);
                _clusterId ??= e.ClusterId;
                break;
            case MasterEvent.TopologyRead e:
                _reads.Succeeded(CoordinatorRead.Topology, now);
                TopologyRead(now, e);
                break;
            case MasterEvent.NodesListed e:
                _reads.Succeeded(CoordinatorRead.Nodes, now);
                _roster.Replace(now, e.Nodes);
                break;
            case MasterEvent.MastersListed e:
                _reads.Succeeded(CoordinatorRead.Masters, now);
                _masters.Replace(e.Masters);
                break;
            case MasterEvent.LeaderNamed e:
                _reads.Succeeded(CoordinatorRead.Leader, now);
                _leaderId = e.MasterId;
                break;
        }
    }

    private void HandleNode(TimeSpan now, MasterEvent occurrence)
    {
        switch (occurrence)
        {
            case MasterEvent.RegistrationRequested e:
                _desk.Open(e.RequestId, e.Registration, _roster.DocumentOf(e.Registration.Id));
                break;
            case MasterEvent.NodeWritten e when _desk.Written(e.RequestId, e.Result) is { } document:
                _roster.Learn(now, document);
                break;
            case MasterEvent.NodeRead e:
                _desk.Read(e.RequestId, e.Found);
                break;
            case MasterEvent.NodeReadFailed e:
                _desk.ReadFailed(e.RequestId);
                break;
            case MasterEvent.ProbeAnswered e when _roster.WatchOf(e.Node) is { } watch:
                _roster.Reporting(watch, () => watch.Answered(now, e.Status));
                CompareEpoch(now, e.Status.TopologyEpoch);
                break;
            case MasterEvent.ProbeTimedOut e when _roster.WatchOf(e.Node) is { } watch:
                watch.TimedOut();
                break;
            case MasterEvent.ProbeRefused e when _roster.WatchOf(e.Node) is { } watch:
                _roster.Reporting(watch, () => watch.Refused(now));
                break;
            case MasterEvent.TopologySent e when _roster.WatchOf(e.Node) is { } watch:
                watch.Sent(e.Has);
                CompareEpoch(now, e.Has);
                break;
        }
    }

    private void Tick(TimeSpan now)
    {
        _roster.Tick(now);
        if (Topology is { } current)
        {
            _roster.Send(now, current);
        }

        var isInformed = _clusterId is not null && _reads.IsFresh(CoordinatorRead.Topology) && _reads.IsFresh(CoordinatorRead.Nodes);
        if (isInformed && _seat.CanDecide(now))
        {
            var (topology, holdings) = _topology.ToDecideOn(_clusterId!, _options.VirtualNodes);
            _seat.Decide(now, new LeaderFacts(topology, holdings, _roster.Facts(now), now - _roster.ChangedAt), _topology.Version);
        }
    }

    private void TopologyWritten(TimeSpan now, MasterEvent.TopologyWritten written)
    {
        if (_seat.Written(written.OperationId, written.Result.Outcome) is { } committed)
        {
            Install(now, committed, written.Result.Version, written.OperationId);
        }
        else
        {
            _reads.Invalidate(CoordinatorRead.Topology);
        }
    }

    private void TopologyRead(TimeSpan now, MasterEvent.TopologyRead read)
    {
        if (!_topology.Accepts(read))
        {
            _reads.Outdated(CoordinatorRead.Topology, now);
        }
        else if (read.Version > _topology.Version && read.Topology is { } topology)
        {
            Install(now, topology, read.Version, read.OperationId);
        }
    }

    private void Install(TimeSpan now, ClusterTopology topology, long version, Guid operationId)
    {
        _seat.Settle(operationId);
        if (_topology.TryReplace(topology, version))
        {
            _roster.Send(now, topology);
        }
    }

    /// <summary>A node that is ahead has heard from a master that is: the coordinator has something new. One that is behind is sent ours.</summary>
    private void CompareEpoch(TimeSpan now, Epoch has)
    {
        if (Topology is not { } current || has.Supersedes(current.Epoch))
        {
            if (has != Epoch.None)
            {
                _reads.Want(CoordinatorRead.Topology);
            }
        }
        else if (current.Epoch.Supersedes(has))
        {
            _roster.Send(now, current);
        }
    }

    private RegistrationReply? ReplyFor(Incarnation incarnation) =>
        _clusterId is null ? null : new RegistrationReply(_clusterId, incarnation.Value, _masters.Addresses);
}
