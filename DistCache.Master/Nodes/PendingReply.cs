using System.Threading.Tasks.Sources;

namespace DistCache.Master.Nodes;

/// <summary>One command's place in the line of a connection, and what its caller awaits. Reused through a bounded pool.</summary>
/// <remarks>
/// Held by two: the line, until the reply's turn has come, and the caller, until it has taken the outcome. A caller whose time is up
/// goes first and leaves the place behind; whoever lets go last gives it back to the pool.
/// </remarks>
internal sealed class PendingReply(PendingReplyPool pool) : IValueTaskSource<NodeOutcome>
{
    private ManualResetValueTaskSourceCore<NodeOutcome> _core = new() { RunContinuationsAsynchronously = true };
    private int _holders;
    private int _isCompleted;

    /// <summary>Timestamp after which the caller waits no longer.</summary>
    public long DeadlineTimestamp { get; private set; }

    public ValueTask<NodeOutcome> Start(long deadlineTimestamp)
    {
        DeadlineTimestamp = deadlineTimestamp;
        _holders = 2;
        _isCompleted = 0;
        return new ValueTask<NodeOutcome>(this, _core.Version);
    }

    /// <summary>Tells the caller, unless it has been told before.</summary>
    public void Complete(in NodeOutcome outcome)
    {
        if (Interlocked.Exchange(ref _isCompleted, 1) == 0)
        {
            _core.SetResult(outcome);
        }
    }

    /// <summary>Lets go of the place, after which the holder must not touch it.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            _core.Reset();
            pool.Return(this);
        }
    }

    public NodeOutcome GetResult(short token)
    {
        var outcome = _core.GetResult(token);
        Release();
        return outcome;
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
