using System.Collections.Immutable;
using DistCache.Core.Coordination;
using DistCache.Core.Leading;
using DistCache.Core.Membership;
using DistCache.Core.Topology;

namespace DistCache.Tests.Simulation;

/// <summary>One run of a master: the product's control, and effects carried out over the simulated network and store.</summary>
public sealed class SimulatedMaster : SimulatedProcess
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RenewInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>After so long without a renewal the session counts as lost here, well before the store ends it, at any clock rate.</summary>
    private static readonly TimeSpan SessionDoubt = SimulatedStore.SessionTimeout * 0.6;

    private readonly SimulatedCluster _cluster;
    private readonly Dictionary<long, Action<RegistrationResult>> _registrations = [];
    private SimulatedSession _session;
    private TimeSpan _renewedAt;
    private long _requestId;
    private long _wonTerm;
    private bool _campaigns;

    public SimulatedMaster(SimulatedCluster cluster, string name, int host)
        : base(name, host, cluster.Time, cluster.ClockRate())
    {
        _cluster = cluster;
        _session = new SimulatedSession(this);
        Control = new MasterControl(new MasterDocument(name, name), cluster.Settings.Leading, new Random(cluster.Random.Next()));
        Step(MasterEvent.Tick.Instance);
        Every(cluster.Settings.Leading.TickInterval, () => Step(MasterEvent.Tick.Instance));
        Renew();
        Every(RenewInterval, Renew);
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
                AskStore(() => Found(e.What), Step, () => Step(new MasterEvent.ReadFailed(e.What)));
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
                AskStore(() => new MasterEvent.NodeRead(e.RequestId, NodeDocumentOf(e.Id)), Step, () => Step(new MasterEvent.NodeReadFailed(e.RequestId)));
                break;
            case MasterEffect.Campaign:
                _campaigns = true;
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
        var session = _session;
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
        var session = _session;
        AskStore(
            () => _cluster.Store.Write(session, DocumentNames.Node(new NodeId(registration.Id)), registration.ToMember(), null, Guid.Empty),
            _ => { },
            () => { });
    }

    private void Write(string name, object content, long expected, Guid operationId, Func<WriteResult, MasterEvent> answer, bool isEphemeral = false)
    {
        var session = _session;
        AskStore(
            () => _cluster.Store.Write(session, name, content, expected, operationId, isEphemeral: isEphemeral),
            result => Step(answer(result)),
            () => Step(answer(new WriteResult(WriteOutcome.Unknown))));
    }

    private void AskStore<T>(Func<T> handle, Action<T> answered, Action timedOut) => _cluster.Network.Ask(
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

    private MasterEvent Found(CoordinatorRead what)
    {
        var revision = _cluster.Store.Read(_session);
        return what switch
        {
            CoordinatorRead.ClusterId => new MasterEvent.ClusterNamed(SimulatedStore.ClusterId),
            CoordinatorRead.Leader => new MasterEvent.LeaderNamed(revision.Leader),
            CoordinatorRead.Topology => revision.Documents.GetValueOrDefault(DocumentNames.Topology) is { } document
                ? new MasterEvent.TopologyRead(document.Version, document.OperationId, (ClusterTopology)document.Content)
                : new MasterEvent.TopologyRead(0, Guid.Empty, null),
            CoordinatorRead.Nodes => new MasterEvent.NodesListed([.. In<Member>(revision, DocumentNames.NodesFolder).Select(pair => new NodeDocument(pair.Version, pair.Content))]),
            _ => new MasterEvent.MastersListed([.. In<MasterDocument>(revision, DocumentNames.MastersFolder).Select(pair => pair.Content)]),
        };
    }

    private static IEnumerable<(long Version, T Content)> In<T>(StoreRevision revision, string folder) =>
        revision.Documents.Where(pair => pair.Key.StartsWith(folder + "/", StringComparison.Ordinal)).Select(pair => (pair.Value.Version, (T)pair.Value.Content));

    private NodeDocument? NodeDocumentOf(NodeId id) =>
        _cluster.Store.Read(_session).Documents.GetValueOrDefault(DocumentNames.Node(id)) is { } document
            ? new NodeDocument(document.Version, (Member)document.Content)
            : null;

    /// <summary>Keeps the session, finds out whether it leads, and gives the session up when it has heard nothing for too long.</summary>
    private void Renew()
    {
        if (_session.IsOpen && LocalNow - _renewedAt > SessionDoubt)
        {
            EndSession();
        }

        var session = _session;
        var sentAt = LocalNow;
        AskStore(
            () => _cluster.Store.Renew(session),
            term => Renewed(session, term, sentAt),
            () => { });
    }

    private void Renewed(SimulatedSession session, long? term, TimeSpan sentAt)
    {
        if (!ReferenceEquals(session, _session))
        {
            return;
        }

        if (term is null)
        {
            EndSession();
            return;
        }

        _renewedAt = sentAt;
        if (term > 0 && _campaigns)
        {
            _campaigns = false;
            _wonTerm = term.Value;
            Step(new MasterEvent.CampaignWon(_wonTerm));
        }
    }

    private void EndSession()
    {
        _session = new SimulatedSession(this);
        _renewedAt = LocalNow;
        if (_wonTerm > 0)
        {
            var term = _wonTerm;
            _wonTerm = 0;
            Step(new MasterEvent.LeadershipEnded(term));
        }
    }
}
