using System.Collections.Concurrent;

namespace DistCache.Master.Nodes;

/// <summary>Places to reuse, for all connections of a process or of a test.</summary>
internal sealed class PendingReplyPool
{
    /// <summary>As many as are kept when idle, of some 150 bytes each; more are left to the collector.</summary>
    private const int KeptMax = 4096;

    private readonly ConcurrentQueue<PendingReply> _free = new();
    private int _count;

    public PendingReply Rent()
    {
        if (!_free.TryDequeue(out var pending))
        {
            return new PendingReply(this);
        }

        Interlocked.Decrement(ref _count);
        return pending;
    }

    public void Return(PendingReply pending)
    {
        if (Interlocked.Increment(ref _count) <= KeptMax)
        {
            _free.Enqueue(pending);
        }
        else
        {
            Interlocked.Decrement(ref _count);
        }
    }
}
