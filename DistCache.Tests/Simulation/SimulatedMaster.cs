using DistCache.Core.Coordination;
using DistCache.Core.Leading;
using DistCache.Core.Leading.Coordinated;
using DistCache.Core.Membership;
using DistCache.Core.Topology;

namespace DistCache.Tests.Simulation;

/// <summary>One run of a master: the product's control, and effects carried out over the simulated network and store.</summary>
public sealed class SimulatedMaster : SimulatedProcess
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(1);

    private readonly SimulatedCluster _cluster;
    private readonly Dictionary<long, Action<RegistrationResult>> _registrations = [];
    private readonly SimulatedSessionKeeper _sessions;
    private long _requestId;

    public SimulatedMaster(SimulatedCluster cluster, string name, int host)
        : base(name, host, cluster.Time, cluster.ClockRate())
    {
        _cluster = cluster;
        _sessions = new SimulatedSessionKeeper(this, cluster.Store, Step);
        Control = new MasterControl(new MasterDocument(name, name), cluster.Settings.Leading, new Random(cluster.Random.Next()));
        Step(MasterEvent.Tick.Instance);
        Every(cluster.Settings.Leading.TickInterval, () => Step(MasterEvent.Tick.Instance));
        _sessions.Renew();
        Every(SimulatedSessionKeeper.RenewInterval, _sessions.Renew);
    }

    public MasterControl Control { get; }

    /// <summary>A registration has arrived over the network.</summary>
    public void Register(NodeRegistration registration, Action<RegistrationResult> answer)
    {
        var requestId = ++_requestId;
        _registrations.Add(requestId, result =>
        {
            if (_cluster.Settings.Bug == SeededBug.IncarnationIgnored && result is RegistrationResult.Superseded)
            {
                WriteBlindly(registration);
            }

            answer(result);
        });
        Step(new MasterEvent.RegistrationRequested(requestId, registration));
    }

    public void Changed(CoordinatorRead what) => Step(new MasterEvent.CoordinatorChanged(what));

    /// <summary>Asks the store over the network; what comes back comes as one of two calls, or none where this process ends.</summary>
    public void AskStore<T>(Func<T> handle, Action<T> answered, Action timedOut) => _cluster.Network.Ask(
        this,
        SimulatedNetwork.Coordinator,
        CallTimeout,
        reply =>
        {
            if (!_cluster.Store.IsDown)
            {
                var found = handle();
                reply(() => answered(found));
            }
        },
        timedOut);

    private void Step(MasterEvent occurrence)
    {
        if (occurrence is not MasterEvent.Tick)
        {
            _cluster.Trace.Note(occurrence.GetType().Name, Name);
        }

        foreach (var effect in Control.Step(LocalNow, occurrence).ToArray())
        {
            Carry(effect);
        }
    }

    private void Carry(MasterEffect effect)
    {
        switch (effect)
        {
            case MasterEffect.Read e:
                AskStore(() => CoordinatorAnswers.Read(ReadStore(), e.What), Step, () => Step(new MasterEvent.ReadFailed(e.What)));
                break;
            case MasterEffect.WriteTopology e:
                WriteTopology(e);
                break;
            case MasterEffect.WriteMaster e:
                Write($"{DocumentNames.MastersFolder}/{Name}", new MasterDocument(Name, Name), 0, e.OperationId, result => new MasterEvent.MasterWritten(result), isEphemeral: true);
                break;
            case MasterEffect.WriteNode e:
                Write(DocumentNames.Node(e.Member.Id), e.Member, e.ExpectedVersion, e.OperationId, result => new MasterEvent.NodeWritten(e.RequestId, result));
                break;
            case MasterEffect.ReadNode e:
                AskStore(() => new MasterEvent.NodeRead(e.RequestId, CoordinatorAnswers.NodeOf(ReadStore(), e.Id)), Step, () => Step(new MasterEvent.NodeReadFailed(e.RequestId)));
                break;
            case MasterEffect.Campaign:
                _sessions.Campaign();
                break;
            case MasterEffect.Probe e:
                Probe(e.Member);
                break;
            case MasterEffect.SendTopology e:
                SendTopology(e);
                break;
            case MasterEffect.Publish e:
                _cluster.Checker.Published(this, e.Topology);
                break;
            case MasterEffect.AnswerRegistration e when _registrations.Remove(e.RequestId, out var answer):
                answer(e.Result);
                break;
            case MasterEffect.Report e:
                _cluster.Trace.Note(e.Outcome.ToString(), Name, (long)e.Before.Value, e.Decision.Reasons.Length);
                break;
        }
    }

    private void Probe(Member member) => _cluster.Network.Ask(
        this,
        _cluster.HostOf(member),
        CallTimeout,
        reply =>
        {
            var node = _cluster.NodeAt(member);
            if (node is null)
            {
                reply(() => Step(new MasterEvent.ProbeRefused(member.Key)));
            }
            else
            {
                node.Deliver(() =>
                {
                    var status = node.Status;
                    reply(() => Step(new MasterEvent.ProbeAnswered(member.Key, status)));
                });
            }
        },
        () => Step(_cluster.Settings.Bug == SeededBug.SilenceTakenForDeath ? new MasterEvent.ProbeRefused(member.Key) : new MasterEvent.ProbeTimedOut(member.Key)));

    private void SendTopology(MasterEffect.SendTopology effect) => _cluster.Network.Ask(
        this,
        _cluster.HostOf(effect.Member),
        CallTimeout,
        reply => _cluster.NodeAt(effect.Member)?.Deliver(() =>
            _cluster.NodeAt(effect.Member)?.Offer(effect.Topology, has => reply(() => Step(new MasterEvent.TopologySent(effect.Member.Key, has))))),
        () => Step(new MasterEvent.TopologySent(effect.Member.Key, Epoch.None)));

    private void WriteTopology(MasterEffect.WriteTopology effect)
    {
        var isBlind = _cluster.Settings.Bug == SeededBug.BlindTopologyWrite;
        var session = _sessions.Session;
        WriteResult Make(bool blindly) => _cluster.Store.Write(
            session, DocumentNames.Topology, effect.Topology, blindly ? null : effect.ExpectedVersion, effect.OperationId, blindly ? null : effect.Term);
        void Answer(WriteResult result) => Step(new MasterEvent.TopologyWritten(effect.OperationId, result));
        void Unknown()
        {
            if (_cluster.Settings.Bug == SeededBug.BlindRetry)
            {
                AskStore(() => Make(blindly: true), Answer, Unknown);
            }
            else
            {
                Answer(new WriteResult(WriteOutcome.Unknown));
            }
        }

        AskStore(() => Make(isBlind), Answer, Unknown);
    }

    private void WriteBlindly(NodeRegistration registration)
    {
        var session = _sessions.Session;
        AskStore(
            () => _cluster.Store.Write(session, DocumentNames.Node(new NodeId(registration.Id)), registration.ToMember(), null, Guid.Empty),
            _ => { },
            () => { });
    }

    private void Write(string name, object content, long expected, Guid operationId, Func<WriteResult, MasterEvent> answer, bool isEphemeral = false)
    {
        var session = _sessions.Session;
        AskStore(
            () => _cluster.Store.Write(session, name, content, expected, operationId, isEphemeral: isEphemeral),
            result => Step(answer(result)),
            () => Step(answer(new WriteResult(WriteOutcome.Unknown))));
    }

    private StoreRevision ReadStore() => _cluster.Store.Read(_sessions.Session);
}
