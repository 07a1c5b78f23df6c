using System.Collections.Concurrent;

namespace DistCache.Node.Sessions;

/// <summary>All connections of the node, never more than <see cref="ClientsMax"/>.</summary>
public sealed class SessionRegistry(int clientsMax, TimeProvider clock)
{
    /// <summary>Redis's default.</summary>
    public const int DefaultClientsMax = 10_000;

    private readonly ConcurrentDictionary<long, ClientSession> _sessions = [];
    private long _lastId;
    private long _received;
    private long _rejected;
    private int _count;

    /// <summary>How many may be connected; lowering it cuts nobody.</summary>
    public int ClientsMax { get; set; } = clientsMax;

    public int Count => Volatile.Read(ref _count);

    /// <summary>Connections accepted since the start.</summary>
    public long ReceivedTotal => Volatile.Read(ref _received);

    /// <summary>Connections refused for <see cref="ClientsMax"/> since the start.</summary>
    public long RejectedTotal => Volatile.Read(ref _rejected);

    public IEnumerable<ClientSession> All => _sessions.Values;

    /// <returns>Null: there are too many.</returns>
    public ClientSession? TryOpen(string remoteAddress, string localAddress)
    {
        if (Interlocked.Increment(ref _count) > ClientsMax)
        {
            Interlocked.Decrement(ref _count);
            Interlocked.Increment(ref _rejected);
            return null;
        }

        Interlocked.Increment(ref _received);
        var session = new ClientSession(Interlocked.Increment(ref _lastId), remoteAddress, localAddress, clock.GetUtcNow());
        _sessions[session.Id] = session;
        return session;
    }

    public void Close(ClientSession session)
    {
        if (_sessions.TryRemove(session.Id, out _))
        {
            Interlocked.Decrement(ref _count);
        }
    }

    /// <summary>Cuts every connection that is stuck: half a request came, or half a reply was taken, and nothing more for a while.</summary>
    /// <returns>How many.</returns>
    public int CutStalled(TimeSpan after)
    {
        var cut = 0;
        var latestMs = clock.GetUtcNow().ToUnixTimeMilliseconds() - (long)after.TotalMilliseconds;
        foreach (var session in _sessions.Values)
        {
            if ((session.IsSending || session.PendingBytes > 0) && session.ActiveAtMs < latestMs)
            {
                session.Disconnect();
                cut++;
            }
        }

        return cut;
    }
}
