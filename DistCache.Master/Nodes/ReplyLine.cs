using System.Diagnostics.CodeAnalysis;

namespace DistCache.Master.Nodes;

/// <summary>Commands of one connection in the order in which they are sent, which is the order of the replies.</summary>
/// <remarks>The first ones have been handed to the socket, the rest is still gathered. Not thread-safe: guarded by the connection's lock.</remarks>
internal sealed class ReplyLine
{
    private readonly Queue<PendingReply> _line = new();
    private int _sentCount;

    public int Count => _line.Count;

    public void Join(PendingReply pending) => _line.Enqueue(pending);

    /// <summary>All that is in line has been handed to the socket.</summary>
    public void MarkSent() => _sentCount = _line.Count;

    /// <summary>Takes the one whose reply has come; false: nothing that was sent is waiting for one.</summary>
    public bool TryTakeAnswered([NotNullWhen(true)] out PendingReply? first)
    {
        first = null;
        if (_sentCount == 0)
        {
            return false;
        }

        _sentCount--;
        first = _line.Dequeue();
        return true;
    }

    /// <summary>Tells those whose time is up. They keep their places, for their replies may still come.</summary>
    /// <returns>Since when the first in line is overdue; null: it is not.</returns>
    public long? Expire(long now)
    {
        foreach (var pending in _line)
        {
            if (now >= pending.DeadlineTimestamp)
            {
                pending.Complete(NodeOutcome.Unknown(NoReplyReason.TimedOut));
            }
        }

        return _line.TryPeek(out var first) && now >= first.DeadlineTimestamp ? first.DeadlineTimestamp : null;
    }

    /// <summary>Tells everyone that the connection has ended: what was sent is unknown, the rest was not sent.</summary>
    public void Fail(NoReplyReason reason)
    {
        while (_line.TryDequeue(out var pending))
        {
            pending.Complete(_sentCount-- > 0 ? NodeOutcome.Unknown(reason) : NodeOutcome.NotSent(reason));
            pending.Release();
        }

        _sentCount = 0;
    }
}
