using System.Net.Sockets;
using DistCache.Core.Topology;
using DistCache.Node.Hosting;
using DistCache.Node.Routing;

namespace DistCache.Node.Serving;

/// <summary>Opens the RESP port when the process starts and closes it when that stops.</summary>
public sealed partial class RespServerService(IRespTransport transport, NodeTopology topology, NodeOptions options, ILogger<RespServerService> log) : IHostedService
{
    /// <summary>How long requests that have been received may take to be answered at a stop.</summary>
    public static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(2);

    /// <exception cref="SocketException">The port cannot be had.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            transport.Start();
        }
        catch (SocketException e)
        {
            throw new SocketException((int)e.SocketErrorCode, $"RESP_PORT={options.RespPort} at {options.BindAddress} cannot be listened on: {e.Message}");
        }

        if (options.IsStandalone)
        {
            topology.TryInstall(NodeServices.StandaloneTopology(Self()));
        }

        LogListening(log, transport.EndPoint.ToString(), options.IsStandalone ? "alone, with all slots" : "as its masters say");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => transport.StopAsync(StopWithin);

    private Member Self() => new(
        options.Id, topology.SelfKey.Incarnation, options.AdvertisedHost, transport.EndPoint.Port, options.HttpPort, options.Weight, options.Zone);

    [LoggerMessage(LogLevel.Information, "Serving RESP on {EndPoint}, {How}.")]
    private static partial void LogListening(ILogger logger, string endPoint, string how);
}
