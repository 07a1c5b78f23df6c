using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DistCache.Tests.Node.Support;

/// <summary>A connection that sends bytes and reads them, whatever they are. Texts are Latin-1.</summary>
internal sealed class RawClient : IAsyncDisposable
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(20);

    private readonly Socket _socket;

    private RawClient(Socket socket) => _socket = socket;

    public Socket Socket => _socket;

    public static async Task<RawClient> ConnectAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return new RawClient(socket);
    }

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        using var limit = new CancellationTokenSource(TimeLimit);
        while (bytes.Length > 0)
        {
            bytes = bytes[await _socket.SendAsync(bytes, limit.Token)..];
        }
    }

    /// <summary>Sends a line or a request and reads as much as the expected answer is long.</summary>
    public async Task ExpectAsync(string request, string answer)
    {
        await SendAsync(request);
        (await ReadAsync(answer.Length)).ShouldBe(answer, $"in answer to {request}");
    }

    public async Task<string> ReadAsync(int length)
    {
        var bytes = new byte[length];
        using var limit = new CancellationTokenSource(TimeLimit);
        var got = 0;
        try
        {
            while (got < length && await _socket.ReceiveAsync(bytes.AsMemory(got), limit.Token) is > 0 and var count)
            {
                got += count;
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Of {length} bytes only these came within {TimeLimit}: {Encoding.Latin1.GetString(bytes, 0, got)}");
        }

        return Encoding.Latin1.GetString(bytes, 0, got);
    }

    /// <summary>Reads until the other side has closed.</summary>
    public async Task<string> ReadToEndAsync()
    {
        var all = new MemoryStream();
        var bytes = new byte[64 * 1024];
        using var limit = new CancellationTokenSource(TimeLimit);
        try
        {
            while (await _socket.ReceiveAsync(bytes, limit.Token) is > 0 and var count)
            {
                all.Write(bytes, 0, count);
            }
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            // Closed with bytes of ours unread.
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The connection was not closed within {TimeLimit}; {all.Length} bytes came.");
        }

        return Encoding.Latin1.GetString(all.ToArray());
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
