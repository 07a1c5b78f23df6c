using System.Net.Sockets;
using DistCache.Core.Protocol;

namespace DistCache.Master.Nodes;

/// <summary>One connection to one node, shared by all requests of a process: commands go out together, replies are matched in order.</summary>
/// <remarks>
/// <para>Connects when first asked to, and again after a break; after a failed attempt commands are refused until a back-off is over.
/// What gathers while a send is under way leaves in the next one. The lock is held to append, swap or match, never to send.</para>
/// <para>Every command has one of three outcomes, see <see cref="NodeOutcomeKind"/>. When the connection breaks, what had been handed to
/// the socket is unknown, the rest is known not to have been sent. Nothing is ever sent twice.</para>
/// </remarks>
public sealed partial class NodeConnection : IAsyncDisposable
{
    /// <summary>Commands that may wait for their replies; at 100,000 a second more than 100 ms.</summary>
    public const int LineMax = 16 * 1024;

    /// <summary>Bytes that may wait to be sent: four of the largest values.</summary>
    public const long GatheredBytesMax = 64L * 1024 * 1024;

    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(1);

    /// <summary>How late a time-out may be noticed.</summary>
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>A first command in line that has been overdue for so long shows a connection that is worth nothing.</summary>
    private static readonly TimeSpan StalledAfter = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly PendingReplyPool _pool = new();
    private readonly ReplyLine _line = new();
    private readonly ReconnectDelay _delay = new();
    private readonly string _host;
    private readonly int _port;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly ITimer _sweep;
    private CommandBuffer _gathering = new();
    private NodeSession? _session;
    private Task _running = Task.CompletedTask;
    private bool _isClosed;

    public NodeConnection(string host, int port, TimeProvider clock, ILogger<NodeConnection> log)
    {
        _host = host;
        _port = port;
        _clock = clock;
        _log = log;
        _sweep = clock.CreateTimer(_ => Sweep(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Sends a command and awaits its outcome, which is a value: this never throws.</summary>
    /// <param name="command">Writes itself before this returns.</param>
    /// <param name="timeout">After this the outcome is <see cref="NodeOutcomeKind.Unknown"/>; noticed within 100 ms.</param>
    public ValueTask<NodeOutcome> SendAsync<TCommand>(TCommand command, TimeSpan timeout)
        where TCommand : INodeCommand
    {
        NodeSession? toFlush = null;
        ValueTask<NodeOutcome> outcome;
        lock (_gate)
        {
            var now = _clock.GetTimestamp();
            var refusal = Refusal(now);
            if (refusal != NoReplyReason.None)
            {
                return new ValueTask<NodeOutcome>(NodeOutcome.NotSent(refusal));
            }

            var pending = _pool.Rent();
            outcome = pending.Start(now + (long)(timeout.TotalSeconds * _clock.TimestampFrequency));
            command.WriteTo(_gathering);
            _line.Join(pending);
            if (_session is null)
            {
                _session = new NodeSession(this);
                _sweep.Change(SweepEvery, SweepEvery);
                _running = RunAsync(_session);
            }
            else if (_session.TryStartSending())
            {
                toFlush = _session;
            }
        }

        toFlush?.ScheduleFlush();
        return outcome;
    }

    public async ValueTask DisposeAsync()
    {
        Task running;
        lock (_gate)
        {
            _isClosed = true;
            _session?.Dispose();
            running = _running;
        }

        await _sweep.DisposeAsync();
        await running;
    }

    private NoReplyReason Refusal(long now)
    {
        if (_isClosed)
        {
            return NoReplyReason.Closed;
        }

        var isFull = _line.Count >= LineMax || _gathering.LengthBytes >= GatheredBytesMax;
        return isFull ? NoReplyReason.Overloaded
            : _session is null ? _delay.ReasonToWait(now)
            : NoReplyReason.None;
    }

    /// <summary>One connection from its attempt to its end.</summary>
    private async Task RunAsync(NodeSession session)
    {
        // Leaves the caller's lock before anything else.
        await Task.Yield();
        var reason = NoReplyReason.Unreachable;
        try
        {
            await session.ConnectAsync(_host, _port, ConnectWithin, _clock);
            reason = NoReplyReason.ConnectionLost;
            OnConnected(session);
            var problem = await session.ReceiveAsync();
            if (problem is not null)
            {
                LogMalformed(_log, _host, _port, problem);
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException or ArgumentException)
        {
            reason = reason != NoReplyReason.ConnectionLost && e is SocketException { SocketErrorCode: SocketError.ConnectionRefused }
                ? NoReplyReason.Refused
                : reason;
        }

        session.Dispose();
        OnEnded(reason);
    }

    private void OnConnected(NodeSession session)
    {
        lock (_gate)
        {
            session.IsConnected = true;
            session.TryStartSending();
        }

        session.ScheduleFlush();
    }

    /// <summary>Hands what has gathered to the session's sender; null, and the sender is done, when there is nothing.</summary>
    internal CommandBuffer? TakeGathered(NodeSession session, CommandBuffer spare)
    {
        lock (_gate)
        {
            if (_session != session || _gathering.LengthBytes == 0)
            {
                session.StopSending();
                return null;
            }

            var gathered = _gathering;
            _gathering = spare;
            _line.MarkSent();
            return gathered;
        }
    }

    /// <summary>Gives a reply to the command whose turn it is; false: none that was sent waits for one.</summary>
    internal bool TryAnswer(in RespReply reply)
    {
        PendingReply? first;
        lock (_gate)
        {
            if (!_line.TryTakeAnswered(out first))
            {
                return false;
            }

            _delay.OnAnswered();
        }

        first.Complete(NodeOutcome.Answered(reply));
        first.Release();
        return true;
    }

    private void OnEnded(NoReplyReason reason)
    {
        lock (_gate)
        {
            reason = _isClosed ? NoReplyReason.Closed : reason;
            LogEnded(_log, _host, _port, reason, _line.Count);
            _delay.OnEnded(reason, _clock);
            _line.Fail(reason);
            _session = null;
            _sweep.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _gathering = new CommandBuffer();
        }
    }

    private void Sweep()
    {
        lock (_gate)
        {
            var now = _clock.GetTimestamp();
            if (_line.Expire(now) is { } overdueSince && _clock.GetElapsedTime(overdueSince, now) >= StalledAfter)
            {
                _session?.Dispose();
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Node {Host}:{Port} sent what is no reply: {Problem}. The connection is given up.")]
    private static partial void LogMalformed(ILogger log, string host, int port, string problem);

    [LoggerMessage(LogLevel.Debug, "The connection to node {Host}:{Port} ended ({Reason}) with {Waiting} commands in line.")]
    private static partial void LogEnded(ILogger log, string host, int port, NoReplyReason reason, int waiting);
}
