namespace DistCache.Master.Nodes;

/// <summary>How long a node that took no connection is left alone: 50 ms, doubled with each failure in a row to 1 s.</summary>
/// <remarks>Not thread-safe: guarded by the connection's lock.</remarks>
internal sealed class ReconnectDelay
{
    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(50);

    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private TimeSpan _next = First;
    private long _until = long.MinValue;
    private NoReplyReason _reason;
    private bool _hasAnswered;

    /// <summary>The failure that is being waited out; none when an attempt may be made.</summary>
    public NoReplyReason ReasonToWait(long now) => now < _until ? _reason : NoReplyReason.None;

    public void OnAnswered()
    {
        _next = First;
        _hasAnswered = true;
    }

    /// <summary>A connection that had worked may be made anew at once: the next attempt tells whether the node is gone.</summary>
    public void OnEnded(NoReplyReason reason, TimeProvider clock)
    {
        if (_hasAnswered)
        {
            _hasAnswered = false;
            return;
        }

        _reason = reason;
        _until = clock.GetTimestamp() + (long)(_next.TotalSeconds * clock.TimestampFrequency);
        _next = _next < Longest / 2 ? 2 * _next : Longest;
    }
}
