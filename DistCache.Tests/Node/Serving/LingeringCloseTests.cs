using System.Net;
using System.Net.Sockets;
using DistCache.Node.Serving;
using Microsoft.Extensions.Time.Testing;

namespace DistCache.Tests.Node.Serving;

public sealed class LingeringCloseTests : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _clock = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly LingeringClose _lingering;

    public LingeringCloseTests()
    {
        _lingering = new LingeringClose(_clock);
        _listener.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await _lingering.StopAsync();
        _listener.Dispose();
    }

    [Fact]
    public async Task Close_ClientThatSendsAndThenReads_ReadsTheErrorAndAnOrderlyEnd()
    {
        var (client, server) = await ConnectAsync();
        using var _ = client;
        await client.SendAsync(new byte[1000]);
        await server.SendAsync("-ERR x\r\n"u8.ToArray());

        var closed = _lingering.CloseAsync(server);
        for (var i = 0; i < 100; i++)
        {
            await client.SendAsync(new byte[10_000]);
        }

        var answer = new byte[100];
        (await client.ReceiveAsync(answer)).ShouldBe(8);
        (await client.ReceiveAsync(answer)).ShouldBe(0);
        closed.IsCompleted.ShouldBeFalse();
        client.Shutdown(SocketShutdown.Send);
        await EndedAsync(closed, "the close after the client's");
    }

    [Fact]
    public async Task Close_ClientThatStaysOpen_EndsWhenItsTimeIsUp()
    {
        var (client, server) = await ConnectAsync();
        using var _ = client;

        var closed = _lingering.CloseAsync(server);
        _clock.Advance(LingeringClose.Within - TimeSpan.FromMilliseconds(1));
        closed.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        await EndedAsync(closed, "the close by time");
    }

    [Fact]
    public async Task Close_ClientThatNeverStopsSending_EndsAfterTheBytesAllowed()
    {
        var (client, server) = await ConnectAsync();
        using var _ = client;
        var sent = 0L;
        async Task FloodAsync()
        {
            while (true)
            {
                sent += await client.SendAsync(new byte[64 * 1024]);
            }
        }

        var closed = _lingering.CloseAsync(server);
        await Should.ThrowAsync<SocketException>(() => FloodAsync().WaitAsync(Limit));

        await EndedAsync(closed, "the close by size");
        sent.ShouldBeGreaterThanOrEqualTo(LingeringClose.BytesMax);
    }

    [Fact]
    public async Task Close_MoreSocketsThanMayLinger_EndsTheFurtherOnesAtOnceAndStopTheOthers()
    {
        var clients = new List<Socket>();
        var closing = new List<Task>();
        for (var i = 0; i <= LingeringClose.SocketsMax; i++)
        {
            var (client, server) = await ConnectAsync();
            clients.Add(client);
            closing.Add(_lingering.CloseAsync(server));
        }

        closing[^1].IsCompleted.ShouldBeTrue();
        closing[..^1].ShouldAllBe(task => !task.IsCompleted);
        await _lingering.StopAsync();
        await EndedAsync(Task.WhenAll(closing), "the close of all by a stop");
        clients.ForEach(client => client.Dispose());
    }

    private static async Task EndedAsync(Task task, string what)
    {
        try
        {
            await task.WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{what} did not happen within {Limit}");
        }
    }

    private async Task<(Socket Client, Socket Server)> ConnectAsync()
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var accepting = _listener.AcceptSocketAsync();
        await client.ConnectAsync(_listener.LocalEndpoint);
        return (client, await accepting);
    }
}
