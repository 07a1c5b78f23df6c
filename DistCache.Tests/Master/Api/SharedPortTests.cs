using System.Net;
using System.Net.Sockets;
using DistCache.Master;

namespace DistCache.Tests.Master.Api;

public sealed class SharedPortTests
{
    [Fact]
    public async Task SharedPort_TwoMastersAndOneStops_IsServedAllTheWhile()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "SO_REUSEPORT as the masters use it is Linux's.");
        var port = FreePort();
        await using var stays = await TestMaster.StartAsync(new MasterOptions { SharedPort = port });
        await using (await TestMaster.StartAsync(new MasterOptions { SharedPort = port }))
        {
            await AskManyTimesAsync(port);
        }

        await AskManyTimesAsync(port);
    }

    private static async Task AskManyTimesAsync(int port)
    {
        for (var i = 0; i < 20; i++)
        {
            // A client of its own each time: a new connection, which either master may get.
            using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
            (await client.GetAsync($"http://127.0.0.1:{port}/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
