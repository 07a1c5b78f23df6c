using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using DistCache.Core.Hashing;

namespace DistCache.Tests.Master.Api;

public sealed class CacheApiTests : IAsyncLifetime
{
    private readonly FakeNode[] _nodes = [new(), new()];
    private TestMaster _master = null!;

    private HttpClient Client => _master.Client;

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
    public async Task Put_ValueInTheQuery_IsReadBackAsText()
    {
        var stored = await Client.PutAsync("/cache/?key=test&value=hello", null);
        var read = await Client.GetAsync("/cache/?key=test");

        stored.StatusCode.ShouldBe(HttpStatusCode.OK);
        Header(stored, "DistCache-Result").ShouldBe("stored");
        (await read.Content.ReadAsStringAsync()).ShouldBe("hello");
        read.Content.Headers.ContentType!.ToString().ShouldBe("text/plain; charset=utf-8");
        Header(read, "DistCache-Result").ShouldBe("hit");
        Header(read, "DistCache-Slot").ShouldBe(SlotId.OfKey("test"u8).ToString());
        Header(read, "DistCache-Node").ShouldBe(SlotId.OfKey("test"u8).Value % 2 == 0 ? "node-1" : "node-2");
        Header(read, "DistCache-Epoch").ShouldBe("1");
        read.Headers.ETag.ShouldBe(stored.Headers.ETag);
        Header(read, "DistCache-Ttl-Ms").ShouldBe("-1");
    }

    [Fact]
    public async Task Put_AnyBytesWithAContentType_AreReadBackAsTheyWere()
    {
        var value = new byte[70_000];
        new Random(3).NextBytes(value);

        await Client.PutAsync("/cache/bytes?ttl=1.5", Body(value, "image/png"));
        var read = await Client.GetAsync("/cache/bytes");

        (await read.Content.ReadAsByteArrayAsync()).ShouldBe(value);
        read.Content.Headers.ContentType!.ToString().ShouldBe("image/png");
        Header(read, "DistCache-Ttl-Ms").ShouldBe("1500");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16 * 1024 * 1024)]
    public async Task Put_SmallestAndLargestValue_AreTaken(int length)
    {
        var value = new byte[length];

        (await Client.PutAsync("/cache/edge", Body(value))).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await Client.GetByteArrayAsync("/cache/edge")).Length.ShouldBe(length);
        (await Client.GetAsync("/cache/edge")).Content.Headers.ContentType!.ToString().ShouldBe("application/octet-stream");
    }

    [Theory]
    [InlineData("a%2Fb", "a/b", "a%2Fb")]
    [InlineData("a/b", "a/b", "a/b")]
    [InlineData("a%252Fb", "a%2Fb", "a%252Fb")]
    [InlineData("..", "..", "..")]
    [InlineData("../nodes", "../nodes", "../nodes")]
    [InlineData("./x/../y", "./x/../y", "./x/../y")]
    [InlineData("//x//", "//x//", "//x//")]
    [InlineData("a+b%20c", "a+b c", "a%2Bb+c")]
    [InlineData("%C3%BC", "\u00c3\u00bc", "%C3%BC")]
    [InlineData("%ff%fe", "\u00ff\u00fe", "%ff%fe")]
    [InlineData("bulk/get", "bulk/get", "bulk/get")]
    [InlineData("k=v", "k=v", "k=v")]
    public async Task Key_InThePathOrTheQuery_IsExactlyTheseBytes(string inPath, string latin1, string inQuery)
    {
        using var connection = await _master.ConnectAsync();
        await connection.SendAsync($"PUT /cache/{inPath} HTTP/1.1\r\nHost: test\r\nContent-Length: 1\r\n\r\n1");
        (await connection.ReadAsync()).Status.ShouldBe(200);

        Sent("DC.SET")[1].ShouldBe(latin1);
        (await connection.AskAsync("GET", $"/cache/?key={inQuery}")).Text.ShouldBe("1");
        (await connection.AskAsync("GET", $"/cache?key={inQuery}")).Text.ShouldBe("1");
        (await connection.AskAsync("GET", $"http://test/cache/{inPath}")).Text.ShouldBe("1");
    }

    [Fact]
    public async Task Key_WithANulByte_GoesInTheQuery()
    {
        using var connection = await _master.ConnectAsync();

        (await connection.AskAsync("PUT", "/cache/?key=a%00b&value=1")).Status.ShouldBe(200);

        Sent("DC.SET")[1].ShouldBe("a\0b");
    }

    [Fact]
    public async Task Key_WithANulByteInThePath_IsRefusedByTheServerAndTheConnectionEnds()
    {
        using var connection = await _master.ConnectAsync();

        var refused = await connection.AskAsync("PUT", "/cache/a%00b?value=1");

        refused.Status.ShouldBe(400);
        refused.Headers["Connection"].ShouldBe("close");
        refused.Body.ShouldBeEmpty();
        (await connection.IsClosedAsync()).ShouldBeTrue("the connection stayed open");
        _nodes.ShouldAllBe(node => node.Commands.IsEmpty);
    }

    [Fact]
    public async Task Key_LongestAndPercentEncodedThroughout_IsTakenAndOneByteMoreIsNot()
    {
        using var connection = await _master.ConnectAsync();
        var longest = string.Concat(Enumerable.Repeat("%2F", 8192));

        (await connection.AskAsync("PUT", $"/cache/{longest}?value=1")).Status.ShouldBe(200);
        var refused = await connection.AskAsync("GET", $"/cache/{longest}x");
        var after = await connection.AskAsync("GET", $"/cache/?key={longest}");

        ShouldBeProblem(refused, 400, "key-too-long");
        after.Text.ShouldBe("1");
    }

    [Fact]
    public async Task Get_NoEntry_IsAProblemThatSaysSo()
    {
        using var connection = await _master.ConnectAsync();

        var missing = await connection.AskAsync("GET", "/cache/none");
        var head = await connection.AskAsync("HEAD", "/cache/none");

        ShouldBeProblem(missing, 404, "no-entry");
        missing.Headers["DistCache-Result"].ShouldBe("miss");
        head.Status.ShouldBe(404);
        (await connection.AskAsync("GET", "/cache/none")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Head_Entry_GivesTheHeadersOfGet()
    {
        await Client.PutAsync("/cache/x?ttl=60", Body("12345"u8.ToArray(), "text/x"));

        var head = await Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/cache/x"));

        head.Content.Headers.ContentLength.ShouldBe(5);
        head.Content.Headers.ContentType!.ToString().ShouldBe("text/x");
        Header(head, "DistCache-Ttl-Ms").ShouldBe("60000");
        head.Headers.ETag.ShouldNotBeNull();
    }

    [Fact]
    public async Task Delete_EntryAndThenNone_Is204AndThen404()
    {
        await Client.PutAsync("/cache/x?value=1", null);

        var first = await Client.DeleteAsync("/cache/x");
        var second = await Client.DeleteAsync("/cache/?key=x");

        first.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        Header(first, "DistCache-Result").ShouldBe("deleted");
        second.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        Header(second, "DistCache-Result").ShouldBe("miss");
    }

    [Fact]
    public async Task Put_IfNoneMatchAny_StoresOnceAndIsCreated()
    {
        var first = await Ask(HttpMethod.Put, "/cache/lock?value=a", ("If-None-Match", "*"));
        var second = await Ask(HttpMethod.Put, "/cache/lock?value=b", ("If-None-Match", "*"));

        first.StatusCode.ShouldBe(HttpStatusCode.Created);
        second.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        Header(second, "DistCache-Result").ShouldBe("refused");
        second.Headers.ETag.ShouldBe(first.Headers.ETag);
        (await Client.GetStringAsync("/cache/lock")).ShouldBe("a");
    }

    [Fact]
    public async Task Put_IfMatch_StoresOverThatVersionAlone()
    {
        var first = (await Client.PutAsync("/cache/x?value=1", null)).Headers.ETag!.ToString();

        var second = await Ask(HttpMethod.Put, "/cache/x?value=2", ("If-Match", first));
        var stale = await Ask(HttpMethod.Put, "/cache/x?value=3", ("If-Match", first));
        var foreign = await Ask(HttpMethod.Put, "/cache/x?value=3", ("If-Match", "\"other\""));
        var any = await Ask(HttpMethod.Put, "/cache/none?value=3", ("If-Match", "*"));

        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        stale.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        stale.Headers.ETag.ShouldBe(second.Headers.ETag);
        foreign.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        any.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        any.Headers.ETag.ShouldBeNull();
        (await Client.GetStringAsync("/cache/x")).ShouldBe("2");
    }

    [Fact]
    public async Task Delete_IfMatch_RemovesThatVersionAlone()
    {
        var tag = (await Client.PutAsync("/cache/x?value=1", null)).Headers.ETag!.ToString();

        (await Ask(HttpMethod.Delete, "/cache/x", ("If-Match", "\"7-99\""))).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        (await Ask(HttpMethod.Delete, "/cache/x", ("If-Match", tag))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await Ask(HttpMethod.Delete, "/cache/x", ("If-Match", "*"))).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task Get_IfNoneMatchOrIfMatch_FollowsTheVersion()
    {
        var tag = (await Client.PutAsync("/cache/x?value=1", null)).Headers.ETag!.ToString();

        (await Ask(HttpMethod.Get, "/cache/x", ("If-None-Match", $"\"0-1\", W/{tag}"))).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await Ask(HttpMethod.Get, "/cache/x", ("If-None-Match", "\"7-99\""))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Ask(HttpMethod.Get, "/cache/x", ("If-Match", "\"7-99\""))).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    [Theory]
    [InlineData("application/json", true)]
    [InlineData("application/json, */*;q=0.1", true)]
    [InlineData("*/*", false)]
    [InlineData("application/json, text/plain, */*", false)]
    [InlineData("text/html, application/json;q=0.9", false)]
    public async Task Get_AcceptJson_GivesTheEntryWithWhatIsKnownOfIt(string accept, bool isJson)
    {
        await Client.PutAsync("/cache/j?ttl=60", Body("{\"a\":1}"u8.ToArray(), "application/json"));

        var read = await Ask(HttpMethod.Get, "/cache/j", ("Accept", accept));

        var text = await read.Content.ReadAsStringAsync();
        read.Headers.Vary.ShouldContain("Accept");
        if (!isJson)
        {
            text.ShouldBe("{\"a\":1}");
            return;
        }

        var json = JsonDocument.Parse(text).RootElement;
        json.GetProperty("key").GetString().ShouldBe("j");
        json.GetProperty("value").GetString().ShouldBe("{\"a\":1}");
        json.GetProperty("encoding").GetString().ShouldBe("utf-8");
        json.GetProperty("contentType").GetString().ShouldBe("application/json");
        json.GetProperty("slot").GetInt32().ShouldBe(SlotId.OfKey("j"u8).Value);
        json.GetProperty("ttlMs").GetInt64().ShouldBe(60000);
        $"\"{json.GetProperty("version").GetString()}\"".ShouldBe(read.Headers.ETag!.Tag);
    }

    [Fact]
    public async Task Get_AcceptJsonOfBytesThatAreNoText_GivesBase64()
    {
        await Client.PutAsync("/cache/%ff", Body([0xff, 0x00]));

        var json = JsonDocument.Parse(await (await Ask(HttpMethod.Get, "/cache/%ff", ("Accept", "application/json"))).Content.ReadAsStringAsync()).RootElement;

        json.GetProperty("encoding").GetString().ShouldBe("base64");
        json.GetProperty("value").GetBytesFromBase64().ShouldBe([0xff, 0x00]);
        json.GetProperty("key").GetBytesFromBase64().ShouldBe([0xff]);
        json.GetProperty("ttlMs").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("GET", "/cache", "key-missing")]
    [InlineData("GET", "/cache/", "key-missing")]
    [InlineData("PUT", "/cache/?value=1", "key-missing")]
    [InlineData("GET", "/cache/?key=", "key-missing")]
    [InlineData("GET", "/cache/a?key=b", "bad-request")]
    [InlineData("GET", "/cache/?key=a&key=b", "bad-request")]
    [InlineData("GET", "/cache/?key=a&ttl=1", "bad-request")]
    [InlineData("GET", "/cache/?key=a&colour=1", "bad-request")]
    [InlineData("GET", "/cache/?key=a%2", "bad-request")]
    [InlineData("GET", "/cache/?key=%zz", "bad-request")]
    [InlineData("PUT", "/cache/a", "bad-request")]
    [InlineData("PUT", "/cache/a?value=%2", "bad-request")]
    [InlineData("PUT", "/cache/a?value=1&ttl=0", "bad-request")]
    [InlineData("PUT", "/cache/a?value=1&ttl=-1", "bad-request")]
    [InlineData("PUT", "/cache/a?value=1&ttl=soon", "bad-request")]
    [InlineData("PUT", "/cache/a?value=1&ttl=1e9", "bad-request")]
    [InlineData("PUT", "/cache/a?value=1&value=2", "bad-request")]
    public async Task Request_ThatIsNotUnderstood_IsAProblemAndTheConnectionLivesOn(string method, string target, string problem)
    {
        using var connection = await _master.ConnectAsync();

        ShouldBeProblem(await connection.AskAsync(method, target), 400, problem);
        (await connection.AskAsync("PUT", "/cache/?key=after&value=1")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("PUT", "If-None-Match: \"1-1\"\r\n")]
    [InlineData("PUT", "If-None-Match: *\r\nIf-Match: *\r\n")]
    [InlineData("PUT", "If-Match: \"1-1\", \"1-2\"\r\n")]
    [InlineData("DELETE", "If-None-Match: *\r\n")]
    public async Task Change_ConditionThatCannotBeKept_IsRefusedUnsent(string method, string headers)
    {
        using var connection = await _master.ConnectAsync();

        ShouldBeProblem(await connection.AskAsync(method, method == "PUT" ? "/cache/a?value=1" : "/cache/a", headers), 400, "bad-request");

        _nodes.SelectMany(node => node.Commands).ShouldBeEmpty();
    }

    [Fact]
    public async Task Put_ValueInTheQueryAndTheBody_IsRefused()
    {
        using var connection = await _master.ConnectAsync();
        await connection.SendAsync("PUT /cache/a?value=1 HTTP/1.1\r\nHost: test\r\nContent-Length: 3\r\n\r\nabc");

        ShouldBeProblem(await connection.ReadAsync(), 400, "bad-request");
        (await connection.AskAsync("GET", "/cache/a")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Put_ContentTypeThatIsTooLong_IsRefused()
    {
        using var connection = await _master.ConnectAsync();

        var refused = await connection.AskAsync("PUT", "/cache/a?value=", $"Content-Type: {new string('x', 256)}\r\n");

        ShouldBeProblem(refused, 400, "bad-request");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Put_ValueBeyondTheLimit_Is413AndTheConnectionLivesOn(bool isChunked)
    {
        using var connection = await _master.ConnectAsync();
        var value = new byte[(16 * 1024 * 1024) + 1];
        var head = isChunked ? $"Transfer-Encoding: chunked\r\n\r\n{value.Length:x}\r\n" : $"Content-Length: {value.Length}\r\n\r\n";

        await connection.SendAsync($"PUT /cache/big HTTP/1.1\r\nHost: test\r\n{head}");
        await connection.SendAsync(value);
        await connection.SendAsync(isChunked ? "\r\n0\r\n\r\n" : "");

        ShouldBeProblem(await connection.ReadAsync(), 413, "too-large");
        (await connection.AskAsync("PUT", "/cache/big?value=1")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Put_ChunkedBody_IsTaken()
    {
        using var connection = await _master.ConnectAsync();
        await connection.SendAsync("PUT /cache/c HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n");

        (await connection.ReadAsync()).Status.ShouldBe(200);

        (await connection.AskAsync("GET", "/cache/c")).Text.ShouldBe("abcde");
    }

    [Fact]
    public async Task Put_BodyThatIsTorn_IsAProblemAndNothingIsStored()
    {
        using var connection = await _master.ConnectAsync();
        await connection.SendAsync("PUT /cache/c HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");

        ShouldBeProblem(await connection.ReadAsync(), 400, "bad-request");

        _nodes.SelectMany(node => node.Commands).ShouldBeEmpty();
    }

    [Fact]
    public async Task Requests_PipelinedWithErrorsAmongThem_AreAnsweredInOrder()
    {
        using var connection = await _master.ConnectAsync();
        const string Rest = " HTTP/1.1\r\nHost: test\r\n\r\n";

        await connection.SendAsync($"PUT /cache/p?value=1{Rest}GET /cache/%zz{Rest}GET /nowhere{Rest}PATCH /cache/p{Rest}GET /cache/p{Rest}");

        (await connection.ReadAsync()).Status.ShouldBe(200);
        ShouldBeProblem(await connection.ReadAsync(), 400, "bad-request");
        ShouldBeProblem(await connection.ReadAsync(), 404, "no-such-resource");
        var notAllowed = await connection.ReadAsync();
        ShouldBeProblem(notAllowed, 405, "method-not-allowed");
        notAllowed.Headers["Allow"].ShouldBe("GET, HEAD, PUT, DELETE");
        (await connection.ReadAsync()).Text.ShouldBe("1");
    }

    [Fact]
    public async Task Get_EntryThatCarriesNoHeaderSafeContentType_IsBytes()
    {
        foreach (var node in _nodes)
        {
            node.Put("odd", [1], "a\r\nb");
        }

        (await Client.GetAsync("/cache/odd")).Content.Headers.ContentType!.ToString().ShouldBe("application/octet-stream");
    }

    private static void ShouldBeProblem(RawResponse response, int status, string name)
    {
        response.Status.ShouldBe(status, response.Text);
        response.Headers["Content-Type"].ShouldBe("application/problem+json");
        var json = JsonDocument.Parse(response.Body).RootElement;
        json.GetProperty("type").GetString().ShouldBe($"urn:distcache:problem:{name}");
        json.GetProperty("status").GetInt32().ShouldBe(status);
        json.GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
        json.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
    }

    private string[] Sent(string command) => _nodes.SelectMany(node => node.Commands).Single(sent => sent[0] == command);

    private async Task<HttpResponseMessage> Ask(HttpMethod method, string target, (string Name, string Value) header)
    {
        var request = new HttpRequestMessage(method, target);
        request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        return await Client.SendAsync(request);
    }

    private static ByteArrayContent Body(byte[] bytes, string? contentType = null)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        return content;
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;
}
