using System.Net.Sockets;
using DistCache.Core.Protocol;

namespace DistCache.Master.Nodes;

/// <summary>The socket of a <see cref="NodeConnection"/> from one attempt to connect to its end, its sender and its receiver.</summary>
internal sealed class NodeSession(NodeConnection connection) : IThreadPoolWorkItem, IDisposable
{
    /// <summary>Holds many short replies; longer values pass through it in pieces.</summary>
    private const int ReceiveBufferBytes = 64 * 1024;

    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private CommandBuffer _spare = new();
    private bool _isSending;

    /// <summary>Guarded by the connection's lock.</summary>
    public bool IsConnected { get; set; }

    public async Task ConnectAsync(string host, int port, TimeSpan within, TimeProvider clock)
    {
        using var limit = new CancellationTokenSource(within, clock);
        await _socket.ConnectAsync(host, port, limit.Token);
    }

    /// <summary>Hands replies to the connection until the node hangs up.</summary>
    /// <returns>Why what came cannot be read on; null: it just ended.</returns>
    public async Task<string?> ReceiveAsync()
    {
        var reader = new RespReplyReader();
        var buffer = new byte[ReceiveBufferBytes];
        var length = 0;
        while (true)
        {
            var received = await _socket.ReceiveAsync(buffer.AsMemory(length), SocketFlags.None);
            length += received;
            if (received == 0)
            {
                return null;
            }

            if (Answer(reader, buffer.AsSpan(0, length), out var consumed) is { } problem)
            {
                return problem;
            }

            length -= consumed;
            buffer.AsSpan(consumed, length).CopyTo(buffer);
        }
    }

    /// <summary>Ends the connection; what runs on it fails.</summary>
    public void Dispose() => _socket.Dispose();

    /// <summary>Whether the caller has to schedule a flush. Guarded by the connection's lock.</summary>
    public bool TryStartSending()
    {
        var starts = IsConnected && !_isSending;
        _isSending |= starts;
        return starts;
    }

    /// <summary>Guarded by the connection's lock.</summary>
    public void StopSending() => _isSending = false;

    /// <summary>Sends from the pool's shared queue, behind the requests that are ready to run: their commands go along.</summary>
    public void ScheduleFlush() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    void IThreadPoolWorkItem.Execute() => _ = FlushAsync();

    private string? Answer(RespReplyReader reader, ReadOnlySpan<byte> input, out int consumed)
    {
        consumed = 0;
        while (true)
        {
            var status = reader.Read(input[consumed..], out var taken, out var reply);
            consumed += taken;
            if (status != RespReadStatus.Complete)
            {
                return reader.Problem;
            }

            if (reply.Kind != RespReplyKind.Push && !connection.TryAnswer(reply))
            {
                return "a reply came that nothing had asked for";
            }
        }
    }

    private async Task FlushAsync()
    {
        try
        {
            while (connection.TakeGathered(this, _spare) is { } gathered)
            {
                await gathered.SendAsync(_socket, CancellationToken.None);
                gathered.Clear();
                _spare = gathered;
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Dispose();
        }
    }
}
