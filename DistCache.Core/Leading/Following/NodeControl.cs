using System.Collections.Immutable;
using DistCache.Core.Membership;
using DistCache.Core.Topology;

namespace DistCache.Core.Leading.Following;

/// <summary>What a node does to be part of the cluster, as a state machine: an event in, effects out. No clock, socket or thread.</summary>
/// <remarks>
/// <para>Not registered: it asks one master after the other, with growing waits. Refused because a later run is known (its clock went
/// back, or two processes started at once), it takes the number after that one: it has served nothing yet, so no harm is done.</para>
/// <para>Registered: it reports now and then, to the masters it was told of or, when none of them answers, those it started with, and goes by the topologies it is sent: later ones of its own cluster. Refused now, it has
/// been replaced and stops.</para>
/// </remarks>
public sealed class NodeControl
{
    private readonly NodeControlOptions _options;
    private readonly Random _random;
    private readonly List<NodeEffect> _effects = [];
    private readonly ImmutableArray<string> _configuredMasters;
    private NodeRegistration _registration;
    private ImmutableArray<string> _masters;
    private TimeSpan _nextReportAt;
    private string? _clusterId;
    private int _masterIndex;
    private int _failures;
    private bool _isAsking;
    private bool _hasStopped;

    /// <param name="registration">What it says of itself; its incarnation is where the choice of one starts.</param>
    /// <param name="masters">HTTP base addresses of the masters known from the start, at least one.</param>
    /// <param name="options">How often it asks.</param>
    /// <param name="random">Spreads the attempts of many nodes, and the nodes over the masters.</param>
    public NodeControl(NodeRegistration registration, ImmutableArray<string> masters, NodeControlOptions options, Random random)
    {
        ArgumentOutOfRangeException.ThrowIfZero(registration.Incarnation);
        ArgumentOutOfRangeException.ThrowIfZero(masters.Length);
        _registration = registration;
        _configuredMasters = masters;
        _masters = masters;
        _options = options;
        _random = random;
        _masterIndex = random.Next(masters.Length);
    }

    /// <summary>The run that this process is. Final once it is registered.</summary>
    public Incarnation Incarnation => new(_registration.Incarnation);

    public bool IsRegistered => _clusterId is not null;

    /// <summary>The topology it goes by; null before the first.</summary>
    public ClusterTopology? Topology { get; private set; }

    /// <param name="now">A monotonic clock of this process.</param>
    /// <param name="occurrence">What happened.</param>
    /// <returns>What is to be done, in this order. Valid until the next step.</returns>
    public IReadOnlyList<NodeEffect> Step(TimeSpan now, NodeEvent occurrence)
    {
        _effects.Clear();
        switch (occurrence)
        {
            case NodeEvent.Answered { Result: RegistrationResult.Accepted accepted }:
                Accepted(now, accepted.Reply);
                break;
            case NodeEvent.Answered { Result: RegistrationResult.Superseded superseded }:
                Superseded(now, superseded.By);
                break;
            case NodeEvent.Answered or NodeEvent.NotAnswered:
                TryAnother(now);
                break;
            case NodeEvent.TopologyOffered offered:
                Offered(offered.Topology);
                break;
        }

        if (!_isAsking && !_hasStopped && now >= _nextReportAt)
        {
            _isAsking = true;
            _effects.Add(new NodeEffect.Register(_masters[_masterIndex], _registration));
        }

        return _effects;
    }

    private void Accepted(TimeSpan now, RegistrationReply reply)
    {
        if (_clusterId is not null && reply.ClusterId != _clusterId)
        {
            TryAnother(now);
            return;
        }

        _isAsking = false;
        _failures = 0;
        _clusterId = reply.ClusterId;
        _nextReportAt = now + _options.ReportInterval;
        var current = _masters[_masterIndex];
        _masters = [.. reply.Masters.Union(_configuredMasters)];
        _masterIndex = Math.Max(0, _masters.IndexOf(current));
    }

    private void Superseded(TimeSpan now, Incarnation by)
    {
        _isAsking = false;
        if (IsRegistered)
        {
            _hasStopped = true;
            _effects.Add(new NodeEffect.Stop(by));
            return;
        }

        _registration = _registration with { Incarnation = by.Value + 1 };
        _nextReportAt = now;
    }

    private void TryAnother(TimeSpan now)
    {
        _isAsking = false;
        _masterIndex = (_masterIndex + 1) % _masters.Length;
        var wait = _options.RetryWait * Math.Pow(2, Math.Min(_failures++, 16));
        wait = wait < _options.RetryWaitMax ? wait : _options.RetryWaitMax;
        _nextReportAt = now + (wait * (0.5 + _random.NextDouble()));
    }

    private void Offered(ClusterTopology offered)
    {
        var isOwn = _clusterId is not null && offered.ClusterId == _clusterId;
        if (isOwn && offered.Epoch.Supersedes(Topology?.Epoch ?? Epoch.None))
        {
            Topology = offered;
            _effects.Add(new NodeEffect.Install(offered));
        }

        _effects.Add(new NodeEffect.Went(Topology?.Epoch ?? Epoch.None));
    }
}
