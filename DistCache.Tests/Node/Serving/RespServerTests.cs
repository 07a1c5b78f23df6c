using DistCache.Node.Storage;
using DistCache.Tests.Node.Support;

namespace DistCache.Tests.Node.Serving;

public sealed class RespServerTests
{
    [Theory]
    [InlineData("*1\r\n+PING\r\n", "expected '$', got '+'")]
    [InlineData("*x\r\n", "invalid multibulk length")]
    [InlineData("*1048577\r\n", "invalid multibulk length")]
    [InlineData("*1\r\n$-2\r\n", "invalid bulk length")]
    [InlineData("*1\r\n$600000000\r\n", "invalid bulk length")]
    [InlineData("SET a 'b\r\n", "unbalanced quotes in request")]
    public async Task Malformed_Frame_IsAnsweredAndTheConnectionClosed(string frame, string error)
    {
        await using var node = await RunningNode.StartAloneAsync();
        await using var client = await node.ConnectAsync();

        await client.SendAsync("PING\r\n" + frame);

        (await client.ReadToEndAsync()).ShouldBe($"+PONG\r\n-ERR Protocol error: {error}\r\n");
        await using var next = await node.ConnectAsync();
        await next.ExpectAsync("PING\r\n", "+PONG\r\n");
    }

    [Fact]
    public async Task Malformed_FrameOfAClientThatGoesOnSending_IsAnsweredWithoutAReset()
    {
        await using var node = await RunningNode.StartAloneAsync();
        await using var client = await node.ConnectAsync();

        await client.SendAsync("*x\r\n");
        for (var i = 0; i < 100; i++)
        {
            await client.SendAsync(new byte[50_000]);
        }

        const string answer = "-ERR Protocol error: invalid multibulk length\r\n";
        (await client.ReadAsync(answer.Length + 1)).ShouldBe(answer, "and then an orderly end: a reset would throw");
        await using var next = await node.ConnectAsync();
        await next.ExpectAsync("PING\r\n", "+PONG\r\n");
    }

    [Fact]
    public async Task Garbage_OfManyConnections_NeverHarmsTheNode()
    {
        await using var node = await RunningNode.StartAloneAsync();
        var random = new Random(7);
        for (var round = 0; round < 100; round++)
        {
            await using var client = await node.ConnectAsync();
            var garbage = new byte[random.Next(1, 5000)];
            random.NextBytes(garbage);
            garbage[0] = round % 2 == 0 ? (byte)'*' : garbage[0];
            await client.SendAsync(garbage);
            client.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
            await client.ReadToEndAsync();
        }

        await using var sane = await node.ConnectAsync();
        await sane.ExpectAsync("PING\r\n", "+PONG\r\n");
        node.Store.Count.ShouldBe(0);
    }

    [Fact]
    public async Task ValueOverTheLimit_IsReadPastAndTheConnectionLivesOn()
    {
        await using var node = await RunningNode.StartAloneAsync(options => options with { Store = new StoreOptions { ValueBytesMax = 100_000 } });
        await using var client = await node.ConnectAsync();
        var value = new string('x', 5_000_000);

        await client.ExpectAsync(
            $"*3\r\n$3\r\nSET\r\n$1\r\nk\r\n${value.Length}\r\n{value}\r\nPING\r\n",
            "-ERR argument of 5000000 bytes is longer than the limit of 100000 bytes\r\n+PONG\r\n");
        await client.ExpectAsync("EXISTS k\r\n", ":0\r\n");
    }

    [Fact]
    public async Task Pipeline_LongerThanATurnAndAnyBuffer_IsAnsweredInOrder()
    {
        await using var node = await RunningNode.StartAloneAsync();
        await using var client = await node.ConnectAsync();
        const int count = 20_000;
        var requests = string.Concat(Enumerable.Range(0, count).Select(i => $"ECHO {i}\r\n"));
        var answers = string.Concat(Enumerable.Range(0, count).Select(i => $"${i.ToString().Length}\r\n{i}\r\n"));

        var sending = client.SendAsync(requests);
        (await client.ReadAsync(answers.Length)).ShouldBe(answers);
        await sending;
    }

    [Fact]
    public async Task ClientThatDoesNotRead_HoldsNoMoreThanATurnsReplies()
    {
        await using var node = await RunningNode.StartAloneAsync();
        await using var client = await node.ConnectAsync();
        await using var other = await node.ConnectAsync();
        var value = new string('x', 1_000_000);
        await client.ExpectAsync($"SET k \"{value[..60_000]}\"\r\n", "+OK\r\n");

        var before = GC.GetTotalMemory(forceFullCollection: true);
        await client.SendAsync(string.Concat(Enumerable.Repeat("GET k\r\n", 2_000)));
        await other.ExpectAsync("PING\r\n", "+PONG\r\n");
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(20_000_000, "the replies together are 120 MB");

        var expected = $"$60000\r\n{value[..60_000]}\r\n";
        for (var i = 0; i < 2_000; i++)
        {
            (await client.ReadAsync(expected.Length)).ShouldBe(expected, $"reply {i}");
        }
    }

    [Fact]
    public async Task Connections_OverTheLimit_AreRefusedUntilOneEnds()
    {
        await using var node = await RunningNode.StartAloneAsync(options => options with { ClientsMax = 2 });
        await using var first = await node.ConnectAsync();
        await first.ExpectAsync("PING\r\n", "+PONG\r\n");
        await using (var second = await node.ConnectAsync())
        {
            await second.ExpectAsync("PING\r\n", "+PONG\r\n");
            await using var third = await node.ConnectAsync();
            (await third.ReadToEndAsync()).ShouldBe("-ERR max number of clients reached\r\n");
            await second.ExpectAsync("QUIT\r\n", "+OK\r\n");
            (await second.ReadToEndAsync()).ShouldBe("");
        }

        await using var fourth = await node.ConnectAsync();
        await fourth.ExpectAsync("PING\r\n", "+PONG\r\n");
    }

    [Fact]
    public async Task Stop_WithRequestsReceived_AnswersThemAndCloses()
    {
        await using var node = await RunningNode.StartAloneAsync();
        await using var client = await node.ConnectAsync();
        await using var idle = await node.ConnectAsync();
        await client.ExpectAsync("SET a 1\r\n", "+OK\r\n");
        await client.SendAsync("GET a\r\nGET a\r\n");
        (await client.ReadAsync(14)).ShouldBe("$1\r\n1\r\n$1\r\n1\r\n");

        await node.StopAsync();

        (await client.ReadToEndAsync()).ShouldBe("");
        (await idle.ReadToEndAsync()).ShouldBe("");
    }

    [Fact]
    public async Task PostOfABrowser_IsNotUnderstoodAsCommands()
    {
        await using var node = await RunningNode.StartAloneAsync();
        await using var client = await node.ConnectAsync();

        await client.SendAsync("POST / HTTP/1.1\r\nHost: localhost\r\n\r\nSET a 1\r\n");

        (await client.ReadToEndAsync()).ShouldStartWith("-ERR unknown command 'POST'");
        node.Store.Count.ShouldBe(0);
    }
}
