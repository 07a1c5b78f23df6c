using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using DistCache.Core.Coordination;

namespace DistCache.Master.Coordination.Sqlite;

/// <summary>Keeps this process's session alive, ends those of others that are over, and tells the watchers what has changed.</summary>
/// <remarks>
/// <see cref="Tick"/> comes from a timer; all else runs on the store's thread. A process that was paused for longer than the session
/// time-out finds its row gone or expired when it goes on, and begins a new session: the old row is never renewed again.
/// </remarks>
internal sealed partial class SessionKeeper(
    SqliteCoordinatorOptions options, IBootClock clock, Store store, StoreThread thread, Watchers watchers, ILogger log)
{
    private readonly ConcurrentQueue<Guid> _givenUp = new();
    private volatile Session? _current;
    private TimeSpan _renewAt;
    private long _revision;
    private int _isTendDue;
    private bool _isCutOff;

    public Session Current => _current ?? throw new InvalidOperationException("The session has not begun.");

    /// <summary>The last change of the store that the watchers were told of.</summary>
    public long Revision => Volatile.Read(ref _revision);

    /// <exception cref="CoordinatorUnavailableException">The store cannot be reached now.</exception>
    public void Begin()
    {
        Volatile.Write(ref _revision, store.Read(Revisions.Current));
        Renew();
    }

    /// <summary>Judges the session by the clock, whatever the store's thread is waiting for, and has the store looked at.</summary>
    public void Tick()
    {
        Current.IsOver();
        if (Interlocked.Exchange(ref _isTendDue, 1) == 0)
        {
            _ = TendSoonAsync();
        }
    }

    /// <summary>The session, or the next one where it is over.</summary>
    /// <exception cref="CoordinatorUnavailableException">The store cannot be reached now.</exception>
    public Session Ensure()
    {
        if (Current.IsOver())
        {
            Renew();
        }

        return Current;
    }

    /// <summary>A leadership was given up: ends it in the store now, or as soon as that can be reached.</summary>
    public async Task GiveUpAsync(Guid leadership)
    {
        _givenUp.Enqueue(leadership);
        await TendSoonAsync();
    }

    /// <summary>Tells the watchers of the changes that they have not been told of. If it cannot now, the next tick will.</summary>
    public void Publish()
    {
        try
        {
            foreach (var (folder, revision) in store.Read(connection => Revisions.FoldersChangedAfter(connection, _revision)))
            {
                Volatile.Write(ref _revision, revision);
                watchers.Tell(folder, revision);
            }
        }
        catch (CoordinatorUnavailableException e)
        {
            CutOff(e);
        }
    }

    /// <summary>Ends the session in the store, so that nobody waits for its time-out.</summary>
    public void End()
    {
        try
        {
            store.Write(isDurable: false, connection =>
            {
                Sessions.Remove(connection, Current.Id);
                return true;
            });
        }
        catch (CoordinatorUnavailableException e)
        {
            CutOff(e);
        }
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Nobody awaits it; a bug here must be seen and not end the session's renewal.")]
    private async Task TendSoonAsync()
    {
        try
        {
            await thread.RunNextAsync(Tend);
        }
        catch (ObjectDisposedException)
        {
            // The session ends with the disposal, and all that it held.
        }
        catch (Exception e)
        {
            LogBug(log, e);
        }
    }

    private void Tend()
    {
        Volatile.Write(ref _isTendDue, 0);
        try
        {
            if (Current.IsOver() || clock.SinceBoot >= _renewAt)
            {
                Renew();
            }

            EndGivenUp();
            if (store.Read(connection => Sessions.AnyExpired(connection, clock)))
            {
                store.Write(isDurable: false, connection =>
                {
                    Sessions.RemoveExpired(connection, clock);
                    return true;
                });
            }

            if (_isCutOff)
            {
                _isCutOff = false;
                LogReachable(log);
            }

            Publish();
        }
        catch (CoordinatorUnavailableException e)
        {
            CutOff(e);
        }
    }

    private void EndGivenUp()
    {
        while (_givenUp.TryPeek(out var leadership))
        {
            store.Write(isDurable: false, connection =>
            {
                Leader.Release(connection, leadership);
                return true;
            });
            _givenUp.TryDequeue(out _);
        }
    }

    /// <summary>Renews the session where it still is; else, or where it was lost by this process's own clock, begins the next.</summary>
    private void Renew()
    {
        var old = _current;
        var isKept = old?.IsOver() == false;
        var (session, now, deadline) = store.Write(isDurable: false, connection =>
        {
            Sessions.RemoveExpired(connection, clock);
            var now = clock.SinceBoot;
            var deadline = now + options.SessionTimeout;
            if (isKept && Sessions.Renew(connection, old!.Id, now, deadline))
            {
                return (old, now, deadline);
            }

            if (old is not null)
            {
                Sessions.Remove(connection, old.Id);
            }

            var next = new Session(clock, options.SafetyMargin);
            Sessions.Add(connection, clock, next.Id, now, deadline);
            return (next, now, deadline);
        });
        session.Extend(deadline);
        _renewAt = now + options.RenewEvery;
        if (session != old)
        {
            Replace(old, session);
        }
    }

    private void Replace(Session? old, Session next)
    {
        old?.MarkLost();
        _current = next;
        if (old is null)
        {
            LogBegun(log, next.Id);
        }
        else
        {
            LogReplaced(log, old.Id, next.Id);
        }
    }

    private void CutOff(CoordinatorUnavailableException e)
    {
        if (!_isCutOff)
        {
            _isCutOff = true;
            LogUnreachable(log, e.Message);
        }
    }

    [LoggerMessage(LogLevel.Information, "Coordinator session {Session} has begun.")]
    private static partial void LogBegun(ILogger logger, string session);

    [LoggerMessage(LogLevel.Warning, "Coordinator session {Session} was lost; {Next} has begun in its place.")]
    private static partial void LogReplaced(ILogger logger, string session, string next);

    [LoggerMessage(LogLevel.Warning, "{Problem} Until it can, the topology stays as it is.")]
    private static partial void LogUnreachable(ILogger logger, string problem);

    [LoggerMessage(LogLevel.Information, "The coordinator's file can be used again.")]
    private static partial void LogReachable(ILogger logger);

    [LoggerMessage(LogLevel.Critical, "The coordinator's session could not be kept because of an error in this program.")]
    private static partial void LogBug(ILogger logger, Exception bug);
}
