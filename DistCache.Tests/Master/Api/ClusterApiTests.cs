using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using DistCache.Core.Hashing;
using DistCache.Core.Membership;
using DistCache.Core.Topology;
using DistCache.Master.Nodes;

namespace DistCache.Tests.Master.Api;

public sealed class ClusterApiTests : IAsyncLifetime
{
    private readonly FakeNode[] _nodes = [new(), new()];
    private TestMaster _master = null!;

    public async ValueTask InitializeAsync() => _master = await TestMaster.StartAsync(_nodes);

    public async ValueTask DisposeAsync()
    {
        await _master.DisposeAsync();
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task Health_EverySlotHasAPrimary_IsOk()
    {
        var (status, health) = await GetAsync("/health");

        status.ShouldBe(200);
        health.GetProperty("state").GetString().ShouldBe("ok");
        health.GetProperty("reasons").GetArrayLength().ShouldBe(0);
        health.GetProperty("slotsWithoutPrimary").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Health_CoordinatorAwayOrANodeSuspect_IsDegradedWithReasons()
    {
        _master.Directory.IsReachable = false;
        SetRoster(Known(0, NodeHealth.Suspect));

        var (status, health) = await GetAsync("/health");

        status.ShouldBe(200);
        health.GetProperty("state").GetString().ShouldBe("degraded");
        health.GetProperty("reasons").GetArrayLength().ShouldBe(2);
        health.GetProperty("coordinatorReachable").GetBoolean().ShouldBeFalse();
        health.GetProperty("nodes").GetProperty("suspect").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData(NodeHealth.Silent)]
    [InlineData(NodeHealth.Gone)]
    public async Task Health_APrimaryIsAway_IsDegradedAndCountsItsSlots(NodeHealth away)
    {
        SetRoster(Known(0, NodeHealth.Alive), Known(1, away));

        var (status, health) = await GetAsync("/health");

        status.ShouldBe(200);
        health.GetProperty("state").GetString().ShouldBe("degraded");
        health.GetProperty("slotsWithoutPrimary").GetInt32().ShouldBe(0);
        health.GetProperty("slotsUnavailable").GetInt32().ShouldBe(SlotId.SlotCount / 2);
        ReasonsOf(health).ShouldBe(
        [
            "8192 of 16384 slots cannot be served: their primaries are silent or have ended (node-2).",
            $"node-2 is {away.Name()} since 1970-01-01 00:00:00Z.",
        ]);
    }

    [Fact]
    public async Task Health_APrimaryHasStartedAnew_CountsTheSlotsOfItsFormerRun()
    {
        var second = Known(1, NodeHealth.Alive);
        SetRoster(Known(0, NodeHealth.Alive), second with { Member = second.Member with { Incarnation = new Incarnation(2) } });

        var (status, health) = await GetAsync("/health");

        status.ShouldBe(200);
        health.GetProperty("slotsUnavailable").GetInt32().ShouldBe(SlotId.SlotCount / 2);
        ReasonsOf(health).ShouldHaveSingleItem().ShouldContain("(node-2)");
    }

    [Fact]
    public async Task Health_NoPrimaryIsThere_IsUnavailable()
    {
        SetRoster(Known(0, NodeHealth.Gone), Known(1, NodeHealth.Silent));

        var (status, health) = await GetAsync("/health");

        status.ShouldBe(503);
        health.GetProperty("state").GetString().ShouldBe("unavailable");
        health.GetProperty("slotsWithoutPrimary").GetInt32().ShouldBe(0);
        health.GetProperty("slotsUnavailable").GetInt32().ShouldBe(SlotId.SlotCount);
        ReasonsOf(health)[0].ShouldContain("(node-1, node-2)");
    }

    [Fact]
    public async Task HealthAndNodes_NodesHaveNotAnsweredYet_SaySoAndDoNotCallThemIll()
    {
        SetRoster(Known(0, NodeHealth.Unknown) with { Status = null }, Known(1, NodeHealth.Alive));

        var (status, health) = await GetAsync("/health");
        var node = (await GetAsync("/nodes")).Json.GetProperty("nodes")[0];

        status.ShouldBe(200);
        health.GetProperty("slotsUnavailable").GetInt32().ShouldBe(0);
        health.GetProperty("nodes").GetProperty("unknown").GetInt32().ShouldBe(1);
        ReasonsOf(health).ShouldBe(["node-1 has not answered this master yet."]);
        node.GetProperty("health").GetString().ShouldBe("unknown");
    }

    [Fact]
    public async Task Health_ClusterNotFormed_IsUnavailable()
    {
        await using var master = await TestMaster.StartAsync();

        var response = await master.Client.GetAsync("/health");

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var health = await response.Content.ReadFromJsonAsync<JsonElement>();
        health.GetProperty("state").GetString().ShouldBe("unavailable");
        health.GetProperty("slotsWithoutPrimary").GetInt32().ShouldBe(SlotId.SlotCount);
        health.GetProperty("slotsUnavailable").GetInt32().ShouldBe(SlotId.SlotCount);
    }

    [Fact]
    public async Task LiveAndReady_CoordinatorReachable_AreOk()
    {
        (await GetAsync("/health/live")).Status.ShouldBe(200);
        (await GetAsync("/health/ready")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Nodes_Known_AreShownWithHealthAndSlots()
    {
        SetRoster(Known(0, NodeHealth.Alive));

        var node = (await GetAsync("/nodes")).Json.GetProperty("nodes")[0];

        node.GetProperty("id").GetString().ShouldBe("node-1");
        node.GetProperty("health").GetString().ShouldBe("alive");
        node.GetProperty("primarySlots").GetInt32().ShouldBe(SlotId.SlotCount / 2);
        node.GetProperty("status").GetProperty("entries").GetInt64().ShouldBe(5);
    }

    [Fact]
    public async Task Masters_Known_AreShownWithTheLeader()
    {
        var masters = (await GetAsync("/masters")).Json;

        masters.GetProperty("leader").GetString().ShouldBe("master-1");
        masters.GetProperty("masters")[0].GetProperty("isLeader").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Topology_AsJson_CoversEverySlotOnce()
    {
        var topology = (await GetAsync("/topology")).Json;

        topology.GetProperty("epoch").GetUInt64().ShouldBe(1UL);
        topology.GetProperty("members").GetArrayLength().ShouldBe(2);
        topology.GetProperty("slots").EnumerateArray()
            .Sum(range => range.GetProperty("last").GetInt32() - range.GetProperty("first").GetInt32() + 1).ShouldBe(SlotId.SlotCount);
        topology.GetProperty("slots")[0].GetProperty("copies")[0].GetProperty("role").GetString().ShouldBe("primary");
    }

    [Fact]
    public async Task Topology_AsBytes_IsTheRecord()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/topology");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/octet-stream"));

        var bytes = await (await _master.Client.SendAsync(request)).Content.ReadAsByteArrayAsync();

        TopologyCodec.Decode(bytes).Epoch.ShouldBe(new Epoch(1));
    }

    [Fact]
    public async Task Ring_OfTwoNodes_HasEachVirtualNodeInOrder()
    {
        var ring = (await GetAsync("/ring")).Json;

        var tokens = ring.GetProperty("tokens").EnumerateArray().ToList();
        tokens.Count.ShouldBe(2 * 160);
        tokens.Select(token => token.GetProperty("position").GetString()).ShouldBeInOrder();
        tokens.Select(token => token.GetProperty("node").GetString()).Distinct().Order().ShouldBe(["node-1", "node-2"]);
    }

    [Theory]
    [InlineData("/keys/a/location", "a")]
    [InlineData("/keys/location?key=a", "a")]
    [InlineData("/keys/x%2Fy/location", "x/y")]
    [InlineData("/keys/location/location", "location")]
    public async Task Location_OfAKey_NamesSlotAndCopies(string target, string key)
    {
        var location = (await GetAsync(target)).Json;

        location.GetProperty("key").GetString().ShouldBe(key);
        location.GetProperty("slot").GetInt32().ShouldBe(SlotId.OfKey(Encoding.UTF8.GetBytes(key)).Value);
        location.GetProperty("copies")[0].GetProperty("role").GetString().ShouldBe("primary");
    }

    [Theory]
    [InlineData("GET", "/keys/location", 400)]
    [InlineData("GET", "/keys/a/location?key=b", 400)]
    [InlineData("GET", "/keys/%zz/location", 400)]
    [InlineData("PUT", "/keys/a/location", 405)]
    [InlineData("GET", "/keys/a", 404)]
    [InlineData("DELETE", "/nodes", 405)]
    [InlineData("POST", "/health", 405)]
    [InlineData("GET", "/nothing/here", 404)]
    public async Task Request_ThatNothingTakes_IsAProblem(string method, string target, int status)
    {
        using var connection = await _master.ConnectAsync();

        var response = await connection.AskAsync(method, target);

        response.Status.ShouldBe(status, response.Text);
        response.Headers["Content-Type"].ShouldBe("application/problem+json");
        response.Headers.ContainsKey("Allow").ShouldBe(status == 405);
    }

    [Fact]
    public async Task Register_WithoutAHost_IsKnownByTheAddressItCameFrom()
    {
        var response = await PostAsync("""{"id":"node-9","incarnation":5,"host":"","respPort":7009,"httpPort":3009}""");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadFromJsonAsync<RegistrationReply>())!.Incarnation.ShouldBe(5UL);
        _master.Directory.Registrations.Single().ShouldBe(new NodeRegistration("node-9", 5, "127.0.0.1", 7009, 3009));
    }

    [Fact]
    public async Task Register_LaterRunIsKnown_IsAConflictThatNamesIt()
    {
        _master.Directory.Answer = _ => new RegistrationResult.Superseded(new Incarnation(9));

        var response = await PostAsync("""{"id":"node-9","respPort":7009,"httpPort":3009}""");

        response.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("incarnation").GetUInt64().ShouldBe(9UL);
    }

    [Fact]
    public async Task Register_CoordinatorAway_Is503WithRetryAfter()
    {
        _master.Directory.Answer = _ => new RegistrationResult.Unavailable();

        var response = await PostAsync("""{"id":"node-9","respPort":7009,"httpPort":3009}""");

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task Request_MasterFailsAtIt_IsAProblemAndTheMasterLivesOn()
    {
        _master.Directory.Answer = _ => throw new InvalidOperationException("canary");

        var response = await PostAsync("""{"id":"node-9","respPort":7009,"httpPort":3009}""");

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("type").GetString().ShouldBe("urn:distcache:problem:internal-error");
        problem.GetProperty("detail").GetString()!.ShouldNotContain("canary");
        (await GetAsync("/health")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"id":"no spaces","respPort":1,"httpPort":1}""")]
    [InlineData("""{"id":"a","respPort":0,"httpPort":1}""")]
    [InlineData("""{"id":"a","respPort":1,"httpPort":1,"weight":1000}""")]
    public async Task Register_WhatIsNoNode_IsRefused(string body)
    {
        (await PostAsync(body)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        _master.Directory.Registrations.ShouldBeEmpty();
    }

    private void SetRoster(params ReadOnlySpan<KnownNode> nodes) => _master.Directory.Roster = _master.Directory.Roster with { Nodes = [.. nodes] };

    private static List<string> ReasonsOf(JsonElement health) => [.. health.GetProperty("reasons").EnumerateArray().Select(reason => reason.GetString()!)];

    private KnownNode Known(int member, NodeHealth health) => new(
        _master.Topology.Current.Members[member], health, DateTimeOffset.UnixEpoch, new NodeStatus { Incarnation = new Incarnation(1), Entries = 5 });

    private Task<HttpResponseMessage> PostAsync(string body) =>
        _master.Client.PostAsync("/nodes", new StringContent(body, Encoding.UTF8, "application/json"));

    private async Task<(int Status, JsonElement Json)> GetAsync(string target)
    {
        var response = await _master.Client.GetAsync(target);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }
}
