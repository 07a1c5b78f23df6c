using DistCache.Core.Topology;
using DistCache.Node.Hosting;
using DistCache.Node.Registering;
using DistCache.Node.Routing;
using DistCache.Node.Serving;
using DistCache.Node.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DistCache.Tests.Node.Support;

/// <summary>A whole node in this process, on ports of its own.</summary>
internal sealed class RunningNode : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningNode(WebApplication app) => _app = app;

    public int Port => _app.Services.GetRequiredService<IRespTransport>().EndPoint.Port;

    public NodeTopology Topology => _app.Services.GetRequiredService<NodeTopology>();

    public IEntryStore Store => _app.Services.GetRequiredService<IEntryStore>();

    /// <summary>The node as the next topology has to name it.</summary>
    public Member Member => new(Topology.SelfKey.Id, Topology.SelfKey.Incarnation, "127.0.0.1", Port, 1);

    /// <summary>A node that owns all slots.</summary>
    public static Task<RunningNode> StartAloneAsync(Func<NodeOptions, NodeOptions>? change = null) =>
        StartAsync("node-1", options => (change?.Invoke(options) ?? options) with { IsStandalone = true });

    /// <summary>A node that waits for a topology.</summary>
    public static async Task<RunningNode> StartAsync(string id, Func<NodeOptions, NodeOptions>? change = null)
    {
        var options = new NodeOptions { Id = new NodeId(id), RespPort = 0, HttpPort = 0 };
        var app = NodeHost.Build(change?.Invoke(options) ?? options, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton<IMasterClient, AbsentMaster>();
        });
        await app.StartAsync();
        return new RunningNode(app);
    }

    public Task StopAsync() => _app.StopAsync();

    public Task<RawClient> ConnectAsync() => RawClient.ConnectAsync(Port);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
