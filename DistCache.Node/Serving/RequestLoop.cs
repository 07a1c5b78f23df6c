using DistCache.Core.Protocol;
using DistCache.Node.Commands;
using DistCache.Node.Sessions;

namespace DistCache.Node.Serving;

/// <summary>Runs the requests of one connection: bytes in, replies out. Knows no socket.</summary>
internal sealed class RequestLoop(ClientSession session, CommandDispatcher dispatcher, CommandStatistics statistics, RequestLimits limits, TimeProvider clock)
{
    /// <summary>Requests in one turn: more than any sensible pipeline, and still well under a millisecond.</summary>
    internal const int TurnRequestsMax = 1024;

    /// <summary>Reply bytes after which a turn ends; what one reply adds may go over it.</summary>
    internal const int TurnReplyBytesMax = 256 * 1024;

    private readonly RespRequestParser _parser = new(limits);

    /// <summary>Notes that the connection is alive.</summary>
    /// <returns>Unix time in milliseconds.</returns>
    public long Touch() => session.ActiveAtMs = clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Runs the requests in the bytes received so far.</summary>
    /// <param name="received">All bytes that were received and not consumed.</param>
    /// <param name="reply">Where the answers go.</param>
    /// <param name="consumed">How many bytes from the start are done with.</param>
    public TurnOutcome Run(Span<byte> received, RespWriter reply, out int consumed)
    {
        consumed = 0;
        reply.IsResp3 = session.ProtocolVersion == 3;
        var nowMs = Touch();
        var startedAt = clock.GetTimestamp();
        for (var requests = 0; requests < TurnRequestsMax && reply.WrittenBytes < TurnReplyBytesMax; requests++)
        {
            var rest = received[consumed..];
            var outcome = _parser.Parse(rest, out var parsed);
            consumed += parsed;
            var hasRun = false;
            switch (outcome)
            {
                case RequestOutcome.Incomplete:
                    session.PendingBytes = received.Length - consumed;
                    return TurnOutcome.NeedsInput;
                case RequestOutcome.Complete:
                    hasRun = Execute(rest, reply, nowMs, ref startedAt);
                    break;
                default:
                    reply.Error("ERR " + _parser.Error);
                    session.CloseAfterReply |= outcome == RequestOutcome.Malformed;
                    break;
            }

            if (session.CloseAfterReply)
            {
                return hasRun ? TurnOutcome.Close : TurnOutcome.Refuse;
            }
        }

        return TurnOutcome.Yield;
    }

    /// <returns>Whether a command ran; else the request was refused.</returns>
    private bool Execute(ReadOnlySpan<byte> bytes, RespWriter reply, long nowMs, ref long startedAt)
    {
        var start = reply.WrittenBytes;
        var command = dispatcher.Execute(new CommandArguments(bytes, _parser.Arguments), session, reply, nowMs);
        if (session.ReplyMode != ReplyMode.On)
        {
            Withhold(reply, start);
        }

        if (command >= 0)
        {
            var endedAt = clock.GetTimestamp();
            statistics.Ran(command, endedAt - startedAt);
            startedAt = endedAt;
        }

        return command >= 0;
    }

    private void Withhold(RespWriter reply, int start)
    {
        reply.Truncate(start);
        session.ReplyMode = session.ReplyMode switch
        {
            ReplyMode.SkipNext => ReplyMode.Skip,
            ReplyMode.Skip => ReplyMode.On,
            var mode => mode,
        };
    }
}
