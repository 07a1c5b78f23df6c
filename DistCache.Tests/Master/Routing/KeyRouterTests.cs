using System.Net;
using System.Text.Json;
using DistCache.Master;

namespace DistCache.Tests.Master.Routing;

/// <summary>Routing as a client of the API sees it, with nodes that move, refuse, hang up and keep silent.</summary>
public sealed class KeyRouterTests : IAsyncLifetime
{
    private static readonly MasterOptions Impatient = new() { RequestTimeout = TimeSpan.FromMilliseconds(400) };

    private readonly FakeNode _first = new();
    private readonly FakeNode _second = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
    }

    [Fact]
    public async Task Write_NodeSaysMovedToAMember_IsFollowedAtOnce()
    {
        await using var master = await TestMaster.StartAsync(_first, _second);
        var (from, to) = OwnerOf("a") == 0 ? (_first, _second) : (_second, _first);
        from.Intercept = _ => new FakeNode.Instead.Send($"-MOVED 1 127.0.0.1:{to.Port}\r\n");

        var stored = await master.Client.PutAsync("/cache/a?value=1", null);

        stored.StatusCode.ShouldBe(HttpStatusCode.OK);
        to.Holds("a").ShouldBeTrue();
        stored.Headers.GetValues("DistCache-Node").ShouldBe([to == _first ? "node-1" : "node-2"]);
    }

    [Fact]
    public async Task Write_NodeSaysMovedToAStranger_WaitsForTheTopologyThatKnowsIt()
    {
        await using var master = await TestMaster.StartAsync(_first);
        _first.Intercept = _ =>
        {
            master.Topology.TryPublish(Topologies.Of(2, _second.Port));
            return new FakeNode.Instead.Send($"-MOVED 1 127.0.0.1:{_second.Port}\r\n");
        };

        var stored = await master.Client.PutAsync("/cache/a?value=1", null);

        stored.StatusCode.ShouldBe(HttpStatusCode.OK);
        stored.Headers.GetValues("DistCache-Epoch").ShouldBe(["2"]);
        _second.Holds("a").ShouldBeTrue();
    }

    [Fact]
    public async Task Write_NodesSendItInCircles_IsGivenUpAfterAFewHops()
    {
        await using var master = await TestMaster.StartAsync(_first, _second);
        _first.Intercept = _ => new FakeNode.Instead.Send($"-MOVED 1 127.0.0.1:{_second.Port}\r\n");
        _second.Intercept = _ => new FakeNode.Instead.Send($"-MOVED 1 127.0.0.1:{_first.Port}\r\n");

        await ShouldBeProblemAsync(await master.Client.PutAsync("/cache/a?value=1", null), 503, "no-primary");

        (_first.Commands.Count + _second.Commands.Count).ShouldBe(6);
    }

    [Theory]
    [InlineData("-CLUSTERDOWN Hash slot not served\r\n")]
    [InlineData("-TRYAGAIN later\r\n")]
    [InlineData("-LOADING the dataset\r\n")]
    public async Task Write_NodeDoesNotServeTheSlotYet_IsSentAgainUntilItDoes(string wire)
    {
        await using var master = await TestMaster.StartAsync(_first);
        var asked = 0;
        _first.Intercept = _ => ++asked < 3 ? new FakeNode.Instead.Send(wire) : null;

        var stored = await master.Client.PutAsync("/cache/a?value=1", null);

        stored.StatusCode.ShouldBe(HttpStatusCode.OK);
        _first.Commands.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Write_NodeNeverServesTheSlot_IsGivenUp()
    {
        await using var master = await TestMaster.StartAsync(_first);
        _first.Intercept = _ => new FakeNode.Instead.Send("-CLUSTERDOWN Hash slot not served\r\n");

        await ShouldBeProblemAsync(await master.Client.PutAsync("/cache/a?value=1", null), 503, "no-primary");
    }

    [Theory]
    [InlineData("-MOVED garbage\r\n", 503, "no-primary")]
    [InlineData("-OOM command not allowed when used memory > 'maxmemory'.\r\n", 507, "out-of-memory")]
    [InlineData("-ERR something else\r\n", 502, "node-error")]
    public async Task Request_NodeAnswersAnError_IsAProblemAndSentOnce(string wire, int status, string problem)
    {
        await using var master = await TestMaster.StartAsync(_first);
        _first.Intercept = _ => new FakeNode.Instead.Send(wire);

        await ShouldBeProblemAsync(await master.Client.PutAsync("/cache/a?value=1", null), status, problem);
        await ShouldBeProblemAsync(await master.Client.GetAsync("/cache/a"), status, problem);
        await ShouldBeProblemAsync(await master.Client.DeleteAsync("/cache/a"), status, problem);

        _first.Commands.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Request_NodeAnswersAnUnknownShape_IsANodeErrorForReadsAndUnknownForChanges()
    {
        await using var master = await TestMaster.StartAsync(_first);
        _first.Intercept = _ => new FakeNode.Instead.Send("+what\r\n");

        await ShouldBeProblemAsync(await master.Client.GetAsync("/cache/a"), 502, "node-error");
        await ShouldBeProblemAsync(await master.Client.PutAsync("/cache/a?value=1", null), 504, "outcome-unknown");
        await ShouldBeProblemAsync(await master.Client.DeleteAsync("/cache/a"), 504, "outcome-unknown");
    }

    [Fact]
    public async Task Request_SlotWithoutPrimary_Is503WithRetryAfter()
    {
        await using var master = await TestMaster.StartAsync();

        var response = await master.Client.GetAsync("/cache/a");

        await ShouldBeProblemAsync(response, 503, "no-primary");
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Write_SentAndTheConnectionBreaks_IsUnknownAndNeverRepeated()
    {
        await using var master = await TestMaster.StartAsync(_first);
        _first.Intercept = _ => new FakeNode.Instead.Hangup();

        await ShouldBeProblemAsync(await master.Client.PutAsync("/cache/a?value=1", null), 504, "outcome-unknown");
        await ShouldBeProblemAsync(await master.Client.DeleteAsync("/cache/a"), 504, "outcome-unknown");

        _first.Commands.Select(command => command[0]).ShouldBe(["DC.SET", "DC.DEL"]);
    }

    [Fact]
    public async Task Write_SentAndNotAnswered_IsUnknownAndNeverRepeated()
    {
        await using var master = await TestMaster.StartAsync(Impatient, _first);
        _first.Intercept = _ => new FakeNode.Instead.Silence();

        await ShouldBeProblemAsync(await master.Client.PutAsync("/cache/a?value=1", null), 504, "outcome-unknown");

        _first.Commands.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Read_TheConnectionBreaksOnce_IsRepeated()
    {
        await using var master = await TestMaster.StartAsync(_first);
        _first.Put("a", "1"u8.ToArray());
        var breaks = 1;
        _first.Intercept = _ => Interlocked.Decrement(ref breaks) >= 0 ? new FakeNode.Instead.Hangup() : null;

        (await master.Client.GetStringAsync("/cache/a")).ShouldBe("1");
    }

    [Fact]
    public async Task Read_NotAnswered_IsTimedOutAndNotUnknown()
    {
        await using var master = await TestMaster.StartAsync(Impatient, _first);
        _first.Intercept = _ => new FakeNode.Instead.Silence();

        await ShouldBeProblemAsync(await master.Client.GetAsync("/cache/a"), 504, "timed-out");
    }

    [Fact]
    public async Task Write_PrimaryIsGone_GoesToTheOneOfTheNextTopology()
    {
        await using var master = await TestMaster.StartAsync(_first);
        await _first.DisposeAsync();

        var write = master.Client.PutAsync("/cache/a?value=1", null);
        master.Topology.TryPublish(Topologies.Of(2, _second.Port));

        (await write).StatusCode.ShouldBe(HttpStatusCode.OK);
        _second.Holds("a").ShouldBeTrue();
    }

    [Fact]
    public async Task Write_PrimaryIsGoneForGood_IsUnreachableAndNothingWasDone()
    {
        await using var master = await TestMaster.StartAsync(Impatient, _first);
        await _first.DisposeAsync();

        var response = await master.Client.PutAsync("/cache/a?value=1", null);

        await ShouldBeProblemAsync(response, 503, "node-unreachable");
        response.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task Request_NodeCameBackAtTheSamePort_IsServedAgain()
    {
        await using var master = await TestMaster.StartAsync(_first);
        (await master.Client.PutAsync("/cache/a?value=1", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await _first.DisposeAsync();
        await using var again = new FakeNode(_first.Port);

        (await master.Client.GetAsync("/cache/a")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static int OwnerOf(string key) => DistCache.Core.Hashing.SlotId.OfKey(System.Text.Encoding.UTF8.GetBytes(key)).Value % 2;

    private static async Task ShouldBeProblemAsync(HttpResponseMessage response, int status, string name)
    {
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, text);
        JsonDocument.Parse(text).RootElement.GetProperty("type").GetString().ShouldBe($"urn:distcache:problem:{name}");
    }
}
