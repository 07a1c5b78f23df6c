using System.Net.Sockets;

namespace DistCache.Master.Nodes;

/// <summary>The socket of a <see cref="NodeConnection"/> from one attempt to connect to its end, and its sender.</summary>
internal sealed class NodeSession(NodeConnection connection) : IThreadPoolWorkItem, IDisposable
{
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

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer) => _socket.ReceiveAsync(buffer, SocketFlags.None);

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
