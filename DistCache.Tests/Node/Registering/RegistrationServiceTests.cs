using System.Net;
using DistCache.Core.Membership;
using DistCache.Core.Topology;
using DistCache.Node.Hosting;
using DistCache.Node.Registering;
using DistCache.Node.Routing;
using DistCache.Node.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DistCache.Tests.Node.Registering;

public sealed class RegistrationServiceTests
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Start_MasterAnswers_RegistersWithWhatTheNodeIsAndReportsAgain()
    {
        await using var master = await FakeMaster.StartAsync();
        await using var node = Node([master.Address]);
        await node.StartAsync();

        var first = await master.NextAsync();
        first.Id.ShouldBe("node-7");
        first.Host.ShouldBe("127.0.0.1");
        first.RespPort.ShouldBe(node.Services.GetRequiredService<IRespTransport>().EndPoint.Port);
        first.Weight.ShouldBe(3);
        first.Zone.ShouldBe("z1");
        first.Incarnation.ShouldBe(node.Services.GetRequiredService<NodeTopology>().SelfKey.Incarnation.Value);
        (await master.NextAsync()).ShouldBe(first);
        node.Services.GetRequiredService<RegistrationState>().IsRegistered.ShouldBeTrue();
    }

    [Fact]
    public async Task Start_MasterPicksTheRun_TakesIt()
    {
        await using var master = await FakeMaster.StartAsync();
        master.Answer = _ => Results.Ok(new RegistrationReply("cluster-1", 77, []));
        await using var node = Node([master.Address]);
        await node.StartAsync();
        await node.Services.GetRequiredService<RegistrationState>().Registered.WaitAsync(TimeLimit);

        node.Services.GetRequiredService<NodeTopology>().SelfKey.Incarnation.ShouldBe(new Incarnation(77));
    }

    [Fact]
    public async Task Start_ALaterRunIsKnown_ComesBackAsTheOneAfterIt()
    {
        await using var master = await FakeMaster.StartAsync();
        var known = ulong.MaxValue / 2;
        master.Answer = registration => registration.Incarnation > known
            ? Results.Ok(new RegistrationReply("cluster-1", registration.Incarnation, []))
            : Conflict(known);
        await using var node = Node([master.Address]);
        await node.StartAsync();
        await node.Services.GetRequiredService<RegistrationState>().Registered.WaitAsync(TimeLimit);

        node.Services.GetRequiredService<NodeTopology>().SelfKey.Incarnation.ShouldBe(new Incarnation(known + 1));
    }

    [Fact]
    public async Task Report_ALaterRunIsKnown_StopsTheProcessWithItsCode()
    {
        await using var master = await FakeMaster.StartAsync();
        await using var node = Node([master.Address]);
        await node.StartAsync();
        await node.Services.GetRequiredService<RegistrationState>().Registered.WaitAsync(TimeLimit);
        var before = Environment.ExitCode;

        master.Answer = registration => Conflict(registration.Incarnation + 1);
        await node.WaitForShutdownAsync().WaitAsync(TimeLimit);

        Environment.ExitCode.ShouldBe(RegistrationService.ExitSuperseded);
        Environment.ExitCode = before;
    }

    [Fact]
    public async Task Start_FirstMastersAreGoneOrBroken_TriesTheNext()
    {
        await using var broken = await FakeMaster.StartAsync();
        broken.Answer = _ => Results.StatusCode(500);
        await using var master = await FakeMaster.StartAsync();
        await using var node = Node([new Uri("http://127.0.0.1:1"), broken.Address, master.Address]);
        await node.StartAsync();

        await master.NextAsync();
        await broken.NextAsync();
    }

    [Fact]
    public async Task Report_MasterIsGone_GoesToTheOneItNamed()
    {
        await using var named = await FakeMaster.StartAsync();
        await using var first = await FakeMaster.StartAsync();
        first.Answer = registration => Results.Ok(new RegistrationReply("cluster-1", registration.Incarnation, [named.Address.ToString(), "nonsense"]));
        await using var node = Node([first.Address]);
        await node.StartAsync();
        await first.NextAsync();

        first.Answer = _ => Results.StatusCode(503);

        (await named.NextAsync()).Id.ShouldBe("node-7");
    }

    [Fact]
    public void RetryDelay_GrowsAndStaysWithinItsBounds()
    {
        var random = new Random(1);
        for (var failures = 1; failures < 100; failures++)
        {
            var full = Math.Min(5000, 250 * Math.Pow(2, failures - 1));
            RetryDelay.After(failures, random).TotalMilliseconds.ShouldBeInRange(full / 2, full);
        }
    }

    private static IResult Conflict(ulong known) => Results.Problem(
        statusCode: (int)HttpStatusCode.Conflict, title: "superseded", extensions: new Dictionary<string, object?> { ["incarnation"] = known });

    private static WebApplication Node(IReadOnlyList<Uri> masters)
    {
        var options = new NodeOptions
        {
            Id = new NodeId("node-7"),
            RespPort = 0,
            HttpPort = 0,
            Weight = 3,
            Zone = "z1",
            Masters = masters,
            HealthCheckInterval = TimeSpan.FromMilliseconds(100),
        };
        return NodeHost.Build(options, builder => builder.Logging.ClearProviders());
    }
}
