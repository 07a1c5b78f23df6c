using System.Net.Sockets;
using System.Runtime.InteropServices;
using DistCache.Core.Protocol;
using DistCache.Node.Sessions;
using Microsoft.Extensions.ObjectPool;

namespace DistCache.Node.Serving;

/// <summary>One client's socket: receive, run what came, send the replies at once, receive again.</summary>
/// <remarks>
/// One step at a time: nothing is received or run while a reply waits to be taken, so a client that does not read holds one reply and
/// no more. Steps that complete at once are taken in a loop; only what has to wait goes through the socket's completion. Allocates
/// nothing per request.
/// </remarks>
#pragma warning disable CA1001 // It disposes of itself when its last step has run; nobody else may do so before.
internal sealed class SocketConnection : IThreadPoolWorkItem
#pragma warning restore CA1001
{
    /// <summary>How often one connection may receive at once without waiting before others are let run.</summary>
    private const int RoundsMax = 16;

    /// <summary>What is handed to the socket at once, so that a slow client that takes a large reply is seen to be alive.</summary>
    private const int SendBytesMax = 1024 * 1024;

    private readonly Socket _socket;
    private readonly ClientSession _session;
    private readonly RequestLoop _requests;
    private readonly ObjectPool<RespWriter> _writers;
    private readonly LingeringClose _lingering;
    private readonly Action<SocketConnection> _closed;
    private readonly ReceiveBuffer _input = new();
    private readonly SocketAsyncEventArgs _receive = new(true);
    private readonly SocketAsyncEventArgs _send = new(true);
    private RespWriter? _reply;
    private int _sentBytes;
    private int _rounds;
    private TurnOutcome _turn;
    private Step _step = Step.Receive;
    private volatile bool _isStopping;

    public SocketConnection(
        Socket socket,
        ClientSession session,
        RequestLoop requests,
        ObjectPool<RespWriter> writers,
        LingeringClose lingering,
        Action<SocketConnection> closed)
    {
        _socket = socket;
        _session = session;
        _requests = requests;
        _writers = writers;
        _lingering = lingering;
        _closed = closed;
        _receive.Completed += (_, _) =>
        {
            TakeReceived();
            Advance();
        };
        _send.Completed += (_, _) =>
        {
            TakeSent();
            Advance();
        };
        session.OnDisconnect(Cut);
    }

    private enum Step { Receive, Run, Send, Yield, Close }

    public ClientSession Session => _session;

    /// <summary>Takes the next steps until one has to wait.</summary>
    public void Execute() => Advance();

    /// <summary>Ends the connection once what was received has been answered.</summary>
    public void Stop()
    {
        _isStopping = true;
        Shutdown(SocketShutdown.Receive);
    }

    /// <summary>Ends the connection now: whatever step waits fails, and that closes it.</summary>
    public void Cut() => Shutdown(SocketShutdown.Both);

    private void Advance()
    {
        while (true)
        {
            switch (_step)
            {
                case Step.Receive when !TryReceive():
                case Step.Send when !TrySend():
                    return;
                case Step.Run:
                    Run();
                    break;
                case Step.Yield:
                    _step = Step.Run;
                    ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                    return;
                case Step.Close:
                    Close();
                    return;
            }
        }
    }

    /// <returns>False: it waits, and its completion goes on.</returns>
    private bool TryReceive()
    {
        var round = _rounds;
        _rounds = 0;
        _receive.SetBuffer(_input.Room());
        if (_socket.ReceiveAsync(_receive))
        {
            return false;
        }

        TakeReceived();
        _rounds = round + 1;
        if (_rounds >= RoundsMax && _step == Step.Run)
        {
            _rounds = 0;
            _step = Step.Yield;
        }

        return true;
    }

    private void TakeReceived()
    {
        if (_receive.SocketError != SocketError.Success || _receive.BytesTransferred == 0)
        {
            _step = Step.Close;
            return;
        }

        _input.Received(_receive.BytesTransferred);
        _step = Step.Run;
        if (_input.IsFull)
        {
            ReceiveMore();
        }
    }

    /// <summary>Takes more of a batch that did not fit, so that it is answered by one send.</summary>
    private void ReceiveMore()
    {
        var count = _socket.Receive(_input.Room().Span, SocketFlags.None, out var error);
        if (error == SocketError.Success)
        {
            _input.Received(count);
        }
    }

    private void Run()
    {
        _reply ??= _writers.Get();
        _turn = _requests.Run(_input.Unread, _reply, out var consumed);
        _input.Consume(consumed);
        _sentBytes = 0;
        if (_reply.WrittenBytes > 0)
        {
            _session.IsSending = true;
            _step = Step.Send;
        }
        else
        {
            AfterTurn();
        }
    }

    /// <returns>False: it waits, and its completion goes on.</returns>
    private bool TrySend()
    {
        var rest = MemoryMarshal.AsMemory(_reply!.Written)[_sentBytes..];
        _send.SetBuffer(rest.Length > SendBytesMax ? rest[..SendBytesMax] : rest);
        if (_socket.SendAsync(_send))
        {
            return false;
        }

        TakeSent();
        return true;
    }

    private void TakeSent()
    {
        if (_send.SocketError != SocketError.Success)
        {
            _turn = TurnOutcome.Close;
            _step = Step.Close;
            return;
        }

        _sentBytes += _send.BytesTransferred;
        if (_sentBytes < _reply!.WrittenBytes)
        {
            _requests.Touch();
        }
        else
        {
            AfterTurn();
        }
    }

    private void AfterTurn()
    {
        ReturnWriter();
        _step = _turn switch
        {
            TurnOutcome.Close or TurnOutcome.Refuse => Step.Close,
            TurnOutcome.Yield => Step.Yield,
            _ when _isStopping => Step.Close,
            _ => Step.Receive,
        };
    }

    private void ReturnWriter()
    {
        _session.IsSending = false;
        if (_reply is { } reply)
        {
            _reply = null;
            _send.SetBuffer(default);
            _writers.Return(reply);
        }
    }

    private void Close()
    {
        ReturnWriter();
        _input.Clear();
        _receive.Dispose();
        _send.Dispose();
        if (_turn == TurnOutcome.Refuse)
        {
            _ = _lingering.CloseAsync(_socket);
        }
        else
        {
            Shutdown(SocketShutdown.Both);
            _socket.Dispose();
        }

        _closed(this);
    }

    private void Shutdown(SocketShutdown how)
    {
        try
        {
            _socket.Shutdown(how);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The client was faster.
        }
    }
}
