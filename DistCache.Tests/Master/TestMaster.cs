using System.Net.Sockets;
using DistCache.Core.Topology;
using DistCache.Master;
using DistCache.Master.Api;
using DistCache.Master.Nodes;
using DistCache.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DistCache.Tests.Master;

/// <summary>The HTTP side of a master, really listening, over fake nodes and a fake leading side.</summary>
internal sealed class TestMaster : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestMaster(WebApplication app, TopologyHolder topology, FakeDirectory directory)
    {
        _app = app;
        Topology = topology;
        Directory = directory;
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(address) };
    }

    public HttpClient Client { get; }

    public TopologyHolder Topology { get; }

    public FakeDirectory Directory { get; }

    public IServiceProvider Services => _app.Services;

    public static Task<TestMaster> StartAsync(params FakeNode[] nodes) => StartAsync(new MasterOptions(), nodes);

    public static async Task<TestMaster> StartAsync(MasterOptions options, params FakeNode[] nodes)
    {
        var holder = new TopologyHolder(Topologies.Of(1, [.. nodes.Select(node => node.Port)]));
        var directory = new FakeDirectory();
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddServiceDefaults();
        builder.Logging.ClearProviders();
        builder.AddHttpApi(options with { Port = 0 });
        builder.Services.AddSingleton<ITopologySource>(holder);
        builder.Services.AddSingleton<INodeDirectory>(directory);
        builder.Services.AddSingleton<ICoordinatorStatus>(directory);
        var app = builder.Build();
        app.MapHttpApi();
        await app.StartAsync();
        return new TestMaster(app, holder, directory);
    }

    /// <summary>A connection whose bytes the test writes itself.</summary>
    public async Task<RawConnection> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(Client.BaseAddress!.Host, Client.BaseAddress.Port);
        return new RawConnection(socket);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
