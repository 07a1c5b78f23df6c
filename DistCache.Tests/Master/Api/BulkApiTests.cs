using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace DistCache.Tests.Master.Api;

public sealed class BulkApiTests : IAsyncLifetime
{
    private readonly FakeNode[] _nodes = [new(), new(), new()];
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
    public async Task PutThenGet_ThousandEntriesOfAllNodes_AreAllThere()
    {
        var entries = Enumerable.Range(0, 1000).Select(i => new { key = $"k{i}", value = $"v{i}", ttl = 60 }).ToArray();

        var put = await AskAsync("put", JsonSerializer.Serialize(new { entries }));
        var get = await AskAsync("get", JsonSerializer.Serialize(new { keys = entries.Select(entry => entry.key).Take(999).Append("none") }));

        put.GetProperty("stored").GetInt32().ShouldBe(1000);
        var read = get.GetProperty("entries").EnumerateArray().ToDictionary(entry => entry.GetProperty("key").GetString()!);
        read.Count.ShouldBe(999);
        read["k17"].GetProperty("value").GetString().ShouldBe("v17");
        read["k17"].GetProperty("ttlMs").GetInt64().ShouldBe(60000);
        read["k17"].GetProperty("contentType").GetString().ShouldBe("text/plain; charset=utf-8");
        get.GetProperty("missing").EnumerateArray().Select(key => key.GetString()).ShouldBe(["none"]);
        _nodes.ShouldAllBe(node => !node.Commands.IsEmpty && node.Connections == 1);
    }

    [Fact]
    public async Task Put_Base64_StoresTheBytesAndGetGivesThemBack()
    {
        await AskAsync("put", """{"entries":[{"key":"b","valueBase64":"/wA=","contentType":"image/png"}]}""");

        var entry = (await AskAsync("get", """{"keys":["b"]}""")).GetProperty("entries")[0];

        entry.GetProperty("valueBase64").GetBytesFromBase64().ShouldBe([0xff, 0x00]);
        entry.GetProperty("contentType").GetString().ShouldBe("image/png");
    }

    [Fact]
    public async Task PutAndGet_OneNodeFails_TellsWhichEntriesAndWhy()
    {
        _nodes[0].Intercept = _ => new FakeNode.Instead.Send("-CLUSTERDOWN no\r\n");
        var keys = Enumerable.Range(0, 30).Select(i => $"k{i}").ToArray();

        var put = await AskAsync("put", JsonSerializer.Serialize(new { entries = keys.Select(key => new { key, value = "1" }) }));
        var get = await AskAsync("get", JsonSerializer.Serialize(new { keys }));

        var failed = put.GetProperty("results").EnumerateArray().Where(result => result.GetProperty("result").GetString() == "failed").ToList();
        failed.ShouldNotBeEmpty();
        failed.ShouldAllBe(result => result.GetProperty("problem").GetString() == "urn:distcache:problem:no-primary");
        put.GetProperty("stored").GetInt32().ShouldBe(30 - failed.Count);
        get.GetProperty("failed").GetArrayLength().ShouldBe(failed.Count);
        get.GetProperty("entries").GetArrayLength().ShouldBe(30 - failed.Count);
    }

    [Theory]
    [InlineData("get", "")]
    [InlineData("get", "null")]
    [InlineData("get", "{}")]
    [InlineData("get", """{"keys":"a"}""")]
    [InlineData("get", """{"keys":[null]}""")]
    [InlineData("get", """{"keys":[""]}""")]
    [InlineData("put", """{"entries":[null]}""")]
    [InlineData("put", """{"entries":[{"value":"1"}]}""")]
    [InlineData("put", """{"entries":[{"key":"a"}]}""")]
    [InlineData("put", """{"entries":[{"key":"a","value":"1","valueBase64":"/wA="}]}""")]
    [InlineData("put", """{"entries":[{"key":"a","valueBase64":"?"}]}""")]
    [InlineData("put", """{"entries":[{"key":"a","value":"1","ttl":0}]}""")]
    [InlineData("put", """{"entries":[{"key":"a","value":"1","contentType":"a\nb"}]}""")]
    public async Task Request_ThatIsNotUnderstood_IsAProblemAndNothingIsSent(string operation, string body)
    {
        var response = await PostAsync(operation, body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString().ShouldBe("urn:distcache:problem:bad-request");
        _nodes.SelectMany(node => node.Commands).ShouldBeEmpty();
    }

    [Fact]
    public async Task Get_MoreThanTheLimit_IsRefused()
    {
        var keys = Enumerable.Range(0, 1001).Select(i => $"{i}");

        (await PostAsync("get", JsonSerializer.Serialize(new { keys }))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Get_ValuesTooLargeTogether_IsRefusedBeforeTheyAreRead()
    {
        var keys = Enumerable.Range(0, 5).Select(i => $"k{i}").ToArray();
        var value = new byte[16 * 1024 * 1024];
        foreach (var node in _nodes)
        {
            Array.ForEach(keys, key => node.Put(key, value));
        }

        (await PostAsync("get", JsonSerializer.Serialize(new { keys }))).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);

        _nodes.SelectMany(node => node.Commands).ShouldAllBe(command => command[0] == "DC.HEAD");
    }

    [Fact]
    public async Task Get_OtherMethodThanPost_IsOfTheKeyOfThatName()
    {
        var response = await _master.Client.GetAsync("/cache/bulk/get");

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        _nodes.SelectMany(node => node.Commands).Single().ShouldBe(["DC.GET", "bulk/get"]);
    }

    private async Task<JsonElement> AskAsync(string operation, string body)
    {
        var response = await PostAsync(operation, body);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private Task<HttpResponseMessage> PostAsync(string operation, string body) =>
        _master.Client.PostAsync($"/cache/bulk/{operation}", new StringContent(body, Encoding.UTF8, "application/json"));
}
