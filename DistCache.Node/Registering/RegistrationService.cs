using DistCache.Core.Membership;
using DistCache.Core.Topology;
using DistCache.Node.Hosting;
using DistCache.Node.Routing;
using DistCache.Node.Serving;

namespace DistCache.Node.Registering;

/// <summary>Registers the node at a master, and says again and again that it is there.</summary>
/// <remarks>
/// <para>Registering: every known master in turn, with growing pauses, until one takes the node in. If a later run of this node is known
/// (a clock went back, or a run was numbered by a master), this run takes the number after it.</para>
/// <para>Reporting: the same request every health-check interval; it makes a master that has forgotten the node take it in again. If a
/// later run is known now, another process has taken this one's place: two must not serve under one name, so this one stops.</para>
/// </remarks>
public sealed partial class RegistrationService(
    NodeOptions options,
    NodeTopology topology,
    IRespTransport transport,
    IMasterClient client,
    RegistrationState state,
    IHostApplicationLifetime lifetime,
    Random random,
    TimeProvider clock,
    ILogger<RegistrationService> log) : BackgroundService
{
    /// <summary>Exit code of a process whose node runs elsewhere now; a restart would only chase that one away.</summary>
    public const int ExitSuperseded = 4;

    private readonly MasterAddresses _masters = new(options.Masters);
    private int _failures;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var outcome = await client.RegisterAsync(_masters.Current, Describe(), stoppingToken);
                if (Take(outcome) is not { } pause)
                {
                    return;
                }

                await Task.Delay(pause, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The process stops.
        }
    }

    /// <returns>How long to wait before the next report or try; null: this process has to end.</returns>
    private TimeSpan? Take(RegistrationOutcome outcome)
    {
        switch (outcome)
        {
            case RegistrationOutcome.Accepted { Reply: var reply }:
                Accept(reply);
                return options.HealthCheckInterval;
            case RegistrationOutcome.Superseded { Known: var known } when !state.IsRegistered:
                LogRenumbered(log, topology.SelfKey.Incarnation.Value, known.Value + 1);
                topology.Rename(new Incarnation(known.Value + 1));
                return TimeSpan.Zero;
            case RegistrationOutcome.Superseded { Known: var known }:
                LogSuperseded(log, options.Id.Value, known.Value);
                Environment.ExitCode = ExitSuperseded;
                lifetime.StopApplication();
                return null;
            default:
                return Retry(((RegistrationOutcome.Failed)outcome).Reason);
        }
    }

    private void Accept(RegistrationReply reply)
    {
        if (reply.Incarnation != topology.SelfKey.Incarnation.Value)
        {
            topology.Rename(new Incarnation(reply.Incarnation));
        }

        if (!state.IsRegistered || _failures > 0)
        {
            LogRegistered(log, _masters.Current, reply.ClusterId, reply.Incarnation);
        }

        _failures = 0;
        _masters.Learn(reply.Masters);
        state.SetRegistered();
    }

    private TimeSpan Retry(string reason)
    {
        _failures++;
        state.Reason = $"{_masters.Current} cannot be registered at: {reason}";
        var pause = RetryDelay.After(_failures, random);
        LogRetry(log, _masters.Current, reason, (long)pause.TotalMilliseconds);
        _masters.Rotate();
        return pause;
    }

    private NodeRegistration Describe() => new(
        options.Id.Value,
        topology.SelfKey.Incarnation.Value,
        options.AdvertisedHost,
        transport.EndPoint.Port,
        options.HttpPort,
        options.Weight,
        options.Zone);

    [LoggerMessage(LogLevel.Information, "Registered at {Master} in cluster {Cluster} as run {Incarnation}.")]
    private static partial void LogRegistered(ILogger logger, Uri master, string cluster, ulong incarnation);

    [LoggerMessage(LogLevel.Warning, "Run {Old} of this node is not its latest: going on as run {New}.")]
    private static partial void LogRenumbered(ILogger logger, ulong old, ulong @new);

    [LoggerMessage(LogLevel.Error, "Run {Known} of node {Id} has taken this one's place: stopping.")]
    private static partial void LogSuperseded(ILogger logger, string id, ulong known);

    [LoggerMessage(LogLevel.Warning, "Master {Master} did not take the registration: {Reason}. Next try in {Milliseconds} ms.")]
    private static partial void LogRetry(ILogger logger, Uri master, string reason, long milliseconds);
}
