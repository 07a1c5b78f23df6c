using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using DistCache.Core.Protocol;
using DistCache.Node.Sessions;
using Microsoft.Extensions.ObjectPool;

namespace DistCache.Node.Serving;

/// <summary>The portable transport: .NET's own asynchronous sockets.</summary>
internal sealed partial class SocketTransport(
    IPEndPoint address, SessionRegistry sessions, Func<ClientSession, RequestLoop> loops, TimeProvider clock, ILogger<SocketTransport> log) : IRespTransport
{
    /// <summary>Connections that may wait to be accepted; Redis's default.</summary>
    private const int Backlog = 511;

    /// <summary>How long half a request or half a reply may stand still.</summary>
    private static readonly TimeSpan StalledAfter = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan StallCheckEvery = TimeSpan.FromSeconds(5);

    /// <summary>After a refused accept (too many open files): long enough not to spin.</summary>
    private static readonly TimeSpan AcceptRetryAfter = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<SocketConnection, bool> _connections = [];
    private readonly ObjectPool<RespWriter> _writers = new DefaultObjectPool<RespWriter>(new ReplyWriterPolicy(), ReplyWriterPolicy.KeptMax);
    private readonly LingeringClose _lingering = new(clock);
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stopping = new();
    private Socket? _listener;
    private ITimer? _stallCheck;
    private Task _accepting = Task.CompletedTask;

    public IPEndPoint EndPoint => (IPEndPoint)(_listener?.LocalEndPoint ?? address);

    public void Start()
    {
        var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.Address.Equals(IPAddress.IPv6Any))
            {
                listener.DualMode = true;
            }

            listener.Bind(address);
            listener.Listen(Backlog);
        }
        catch
        {
            listener.Dispose();
            throw;
        }

        _listener = listener;
        _stallCheck = clock.CreateTimer(_ => CutStalled(), null, StallCheckEvery, StallCheckEvery);
        _accepting = AcceptAsync(listener, _stopping.Token);
    }

    public async Task StopAsync(TimeSpan within)
    {
        await _stopping.CancelAsync();
        await _lingering.StopAsync();
        _listener?.Dispose();
        await _accepting;
        foreach (var connection in _connections.Keys)
        {
            connection.Stop();
        }

        CheckDrained();
        try
        {
            await _drained.Task.WaitAsync(within, clock);
        }
        catch (TimeoutException)
        {
            LogCut(log, _connections.Count);
            foreach (var connection in _connections.Keys)
            {
                connection.Cut();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_stallCheck is not null)
        {
            await _stallCheck.DisposeAsync();
        }

        await StopAsync(TimeSpan.Zero);
        _stopping.Dispose();
    }

    private async Task AcceptAsync(Socket listener, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                Open(await listener.AcceptAsync(stopping));
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException e) when (!stopping.IsCancellationRequested)
            {
                LogAcceptFailed(log, e.Message);
                await Task.Delay(AcceptRetryAfter, clock, CancellationToken.None);
            }
            catch (SocketException)
            {
                return;
            }
        }
    }

    private void Open(Socket socket)
    {
        try
        {
            socket.NoDelay = true;
            socket.Blocking = false;
            if (sessions.TryOpen(NameOf(socket.RemoteEndPoint), NameOf(socket.LocalEndPoint)) is not { } session)
            {
                socket.Send("-ERR max number of clients reached\r\n"u8, SocketFlags.None, out _);
                _ = _lingering.CloseAsync(socket);
                return;
            }

            var connection = new SocketConnection(socket, session, loops(session), _writers, _lingering, Closed);
            _connections[connection] = true;
            ThreadPool.UnsafeQueueUserWorkItem(connection, preferLocal: false);
        }
        catch (SocketException)
        {
            // Gone before it was greeted.
            socket.Dispose();
        }
    }

    private void Closed(SocketConnection connection)
    {
        sessions.Close(connection.Session);
        _connections.TryRemove(connection, out _);
        CheckDrained();
    }

    private void CheckDrained()
    {
        if (_stopping.IsCancellationRequested && _connections.IsEmpty)
        {
            _drained.TrySetResult();
        }
    }

    private void CutStalled()
    {
        var cut = sessions.CutStalled(StalledAfter);
        if (cut > 0)
        {
            LogStalled(log, cut, StalledAfter.TotalSeconds);
        }
    }

    private static string NameOf(EndPoint? endPoint) => endPoint is IPEndPoint { Address.IsIPv4MappedToIPv6: true } mapped
        ? new IPEndPoint(mapped.Address.MapToIPv4(), mapped.Port).ToString()
        : endPoint?.ToString() ?? "";

    [LoggerMessage(LogLevel.Warning, "A connection could not be accepted: {Reason}.")]
    private static partial void LogAcceptFailed(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Warning, "{Count} connections had not ended when they were to, and were cut.")]
    private static partial void LogCut(ILogger logger, int count);

    [LoggerMessage(LogLevel.Information, "{Count} connections that stood still within a request or a reply for {Seconds} s were cut.")]
    private static partial void LogStalled(ILogger logger, int count, double seconds);
}
