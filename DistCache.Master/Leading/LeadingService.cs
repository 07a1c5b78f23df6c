using System.Threading.Channels;
using DistCache.Core.Coordination;
using DistCache.Core.Leading;
using DistCache.Core.Leading.Coordinated;
using DistCache.Core.Membership;
using DistCache.Core.Topology;
using DistCache.Master.Nodes;

namespace DistCache.Master.Leading;

/// <summary>Runs a master's control: carries out its effects with the real coordinator, nodes and clock, and tells it what came of them.</summary>
/// <remarks>One queue, one reader: the control is stepped by one event after the other. Whatever waits runs beside it and comes back as an event.</remarks>
public sealed class LeadingService : BackgroundService, INodeDirectory, ICoordinatorStatus
{
    /// <summary>Above what can be under way at once in a cluster of hundreds of nodes; beyond it who tells has to wait.</summary>
    private const int EventsMax = 4096;

    private static readonly TimeSpan RegistrationAnswerWithin = TimeSpan.FromSeconds(5);

    private readonly Channel<MasterEvent> _events = Channel.CreateBounded<MasterEvent>(new BoundedChannelOptions(EventsMax) { SingleReader = true });
    private readonly PendingRegistrations _registrations = new();
    private readonly RunningTasks _running;
    private readonly MasterDocument _self;
    private readonly LeadingOptions _options;
    private readonly ICoordinator _coordinator;
    private readonly TopologyHolder _holder;
    private readonly TimeProvider _time;
    private readonly CoordinatorReader _reader;
    private readonly CoordinatorWriter _writer;
    private readonly Candidacy _candidacy;
    private readonly NodeLinks _links;
    private readonly LeadingLog _log;
    private readonly MasterControl _control;
    private ClusterRoster _roster = ClusterRoster.Empty;
    private volatile bool _isReachable;

    public LeadingService(
        MasterDocument self, LeadingOptions options, ICoordinator coordinator, TopologyHolder holder, TimeProvider time, Random random, ILoggerFactory logs)
    {
        (_self, _options, _coordinator, _holder, _time) = (self, options, coordinator, holder, time);
        _running = new RunningTasks(bug => _events.Writer.TryComplete(bug));
        _reader = new CoordinatorReader(coordinator, time, logs.CreateLogger<CoordinatorReader>());
        _writer = new CoordinatorWriter(coordinator, time);
        _candidacy = new Candidacy(coordinator, self.Id);
        _links = new NodeLinks(time, logs.CreateLogger<NodeConnection>());
        _log = new LeadingLog(logs.CreateLogger<LeadingLog>());
        _control = new MasterControl(self, options, random);
    }

    public ClusterRoster Roster => Volatile.Read(ref _roster);

    public bool IsReachable => _isReachable;

    public async ValueTask<RegistrationResult> RegisterAsync(NodeRegistration registration, CancellationToken cancellationToken)
    {
        var number = _registrations.Open(out var answer);
        try
        {
            await _events.Writer.WriteAsync(new MasterEvent.RegistrationRequested(number, registration), cancellationToken);
            return await answer.WaitAsync(RegistrationAnswerWithin, _time, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or ChannelClosedException)
        {
            return new RegistrationResult.Unavailable();
        }
        finally
        {
            _registrations.Drop(number);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _running.Start(() => TickAsync(stoppingToken));
        _running.Start(() => WatchAsync(stoppingToken));
        var startedAt = _time.GetTimestamp();
        try
        {
            await foreach (var occurrence in _events.Reader.ReadAllAsync(stoppingToken))
            {
                foreach (var effect in _control.Step(_time.GetElapsedTime(startedAt), occurrence))
                {
                    Carry(effect, stoppingToken);
                }

                Publish(occurrence);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops.
        }
        finally
        {
            _events.Writer.TryComplete();
            await _links.DisposeAsync();
            await _running.WhenAllAsync();
        }
    }

    private void Carry(MasterEffect effect, CancellationToken stopping)
    {
        switch (effect)
        {
            case MasterEffect.Probe e:
                Answering(() => _links.ProbeAsync(e.Member), stopping);
                break;
            case MasterEffect.SendTopology e:
                Answering(() => _links.SendAsync(e.Member, e.Topology), stopping);
                break;
            case MasterEffect.Forget e:
                _running.Start(() => _links.ForgetAsync(e.Member).AsTask());
                break;
            case MasterEffect.Publish e:
                _holder.TryPublish(e.Topology);
                break;
            case MasterEffect.AnswerRegistration e:
                _registrations.Answer(e.RequestId, e.Result);
                break;
            case MasterEffect.Campaign:
                _running.Start(() => _candidacy.RunAsync(occurrence => _events.Writer.WriteAsync(occurrence, stopping), stopping));
                break;
            default:
                CarryToCoordinator(effect, stopping);
                Report(effect);
                break;
        }
    }

    private void CarryToCoordinator(MasterEffect effect, CancellationToken stopping)
    {
        switch (effect)
        {
            case MasterEffect.Read e:
                Answering(() => _reader.ReadAsync(e.What, stopping), stopping);
                break;
            case MasterEffect.ReadNode e:
                Answering(() => _reader.ReadNodeAsync(e.RequestId, e.Id, stopping), stopping);
                break;
            case MasterEffect.WriteNode e:
                var node = new DocumentWrite(DocumentNames.Node(e.Member.Id), ControlDocuments.Encode(e.Member), e.ExpectedVersion, e.OperationId);
                Answering(async () => new MasterEvent.NodeWritten(e.RequestId, await _writer.WriteAsync(node, stopping)), stopping);
                break;
            case MasterEffect.WriteMaster e:
                var master = new DocumentWrite(DocumentNames.Master(_self.Id), ControlDocuments.Encode(_self), 0, e.OperationId) { Ephemeral = true };
                Answering(async () => new MasterEvent.MasterWritten(await _writer.WriteAsync(master, stopping)), stopping);
                break;
            case MasterEffect.WriteTopology e:
                Answering(async () => new MasterEvent.TopologyWritten(e.OperationId, await WriteTopologyAsync(e, stopping)), stopping);
                break;
        }
    }

    private async Task<WriteResult> WriteTopologyAsync(MasterEffect.WriteTopology effect, CancellationToken stopping) =>
        _candidacy.Held(effect.Term) is { } leadership
            ? await _writer.WriteAsync(
                new DocumentWrite(DocumentNames.Topology, TopologyCodec.Encode(effect.Topology), effect.ExpectedVersion, effect.OperationId) { Fence = leadership },
                stopping)
            : new WriteResult(WriteOutcome.Fenced);

    private void Report(MasterEffect effect)
    {
        switch (effect)
        {
            case MasterEffect.Report e:
                _log.Report(e);
                break;
            case MasterEffect.ReportHealth e:
                _log.Report(e);
                break;
            case MasterEffect.ReportBehind e:
                _log.Report(e);
                break;
        }
    }

    private void Answering(Func<Task<MasterEvent>> work, CancellationToken stopping) =>
        _running.Start(async () => await _events.Writer.WriteAsync(await work(), stopping));

    private void Publish(MasterEvent occurrence)
    {
        switch (occurrence)
        {
            case MasterEvent.CampaignWon e:
                _log.Leads(e.Term);
                break;
            case MasterEvent.LeadershipEnded e:
                _log.LeadsNoLonger(e.Term);
                break;
            case MasterEvent.Tick or MasterEvent.LeaderNamed or MasterEvent.MastersListed:
                var view = _control.View;
                _isReachable = view.IsCoordinatorReachable;
                Volatile.Write(ref _roster, RosterBuilder.Build(view, _roster, _time.GetUtcNow()));
                break;
        }
    }

    private async Task TickAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(_options.TickInterval, _time);
        do
        {
            await _events.Writer.WriteAsync(MasterEvent.Tick.Instance, stopping);
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }

    private async Task WatchAsync(CancellationToken stopping)
    {
        await foreach (var _ in _coordinator.WatchAsync("", stopping))
        {
            await _events.Writer.WriteAsync(new MasterEvent.CoordinatorChanged(CoordinatorRead.Topology), stopping);
            await _events.Writer.WriteAsync(new MasterEvent.CoordinatorChanged(CoordinatorRead.Nodes), stopping);
            await _events.Writer.WriteAsync(new MasterEvent.CoordinatorChanged(CoordinatorRead.Masters), stopping);
            await _events.Writer.WriteAsync(new MasterEvent.CoordinatorChanged(CoordinatorRead.Leader), stopping);
        }
    }
}
