using System.Collections.Immutable;
<<<<<<< HEAD
using System.Runtime.CompilerServices;
=======
>>>>>>> main
using DistCache.Core.Coordination;
using DistCache.ServiceDefaults.Settings;

namespace DistCache.Master.Coordination.Sqlite;

/// <summary>
/// The embedded coordinator: one SQLite file that all masters of a machine share. SQLite's write lock orders all changes; a session is a
/// lease row that its process renews; leadership is an ephemeral document.
/// </summary>
/// <remarks>
/// <para><em>Fencing.</em> A fenced write removes the expired sessions, looks for its leadership and changes the document in one
/// transaction, with the clock read inside it. So a leader that was paused for however long finds itself fenced.</para>
/// <para><em>Clock.</em> Leases are judged by the time since boot (<see cref="BootClock"/>), which all processes of the machine share. A
/// process gives its own session up <see cref="SqliteCoordinatorOptions.SafetyMargin"/> before others may.</para>
/// <para><em>Death.</em> What was committed is in the file, in whatever moment a process is killed; a transaction under way is rolled back
/// by the next who opens the file, and its lock is the system's, gone with the process. A process that is <em>stopped</em> (not killed)
/// inside a transaction keeps the lock: the others are cut off until it goes on or is killed.</para>
/// <para><em>Threads.</em> All of SQLite's work runs on one thread of the instance (<see cref="StoreThread"/>).</para>
/// </remarks>
public sealed partial class SqliteCoordinator : ICoordinator
{
    private readonly SqliteCoordinatorOptions _options;
    private readonly TimeProvider _time;
    private readonly IBootClock _clock;
    private readonly ILogger _log;
    private readonly StoreThread _thread;
    private readonly Store _store;
    private readonly Watchers _watchers = new();
    private readonly SessionKeeper _keeper;
    private readonly ITimer _ticks;

    private SqliteCoordinator(SqliteCoordinatorOptions options, TimeProvider time, IBootClock clock, ILogger log, StoreThread thread)
    {
        (_options, _time, _clock, _log, _thread) = (options, time, clock, log, thread);
        _store = new Store(options.File);
        _keeper = new SessionKeeper(options, clock, _store, thread, _watchers, log);
        try
        {
            _keeper.Begin();
        }
        catch
        {
            _store.Dispose();
            throw;
        }

        _ticks = time.CreateTimer(_ => _keeper.Tick(), null, options.PollEvery, options.PollEvery);
    }

    public CancellationToken SessionLost => _keeper.Current.Lost;

    /// <summary>Opens the store, which is made where it is not there, and begins a session.</summary>
    /// <exception cref="SettingsException">The file is not a coordinator's, or a newer version's.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be made or written.</exception>
    /// <exception cref="CoordinatorUnavailableException">Another process keeps the file locked.</exception>
    public static Task<SqliteCoordinator> OpenAsync(
        SqliteCoordinatorOptions options, TimeProvider time, ILogger log, CancellationToken cancellationToken) =>
        OpenAsync(options, time, new BootClock(), log, cancellationToken);

    public ValueTask<string> ClusterIdAsync(CancellationToken cancellationToken) => new(_store.ClusterId);

    public async ValueTask<Document?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        DocumentPath.ThrowIfInvalidName(name);
        return await ReadAsync(store => Documents.Read(store, name), cancellationToken);
    }

    public async ValueTask<ImmutableArray<Document>> ListAsync(string folder, CancellationToken cancellationToken)
    {
        DocumentPath.ThrowIfInvalidFolder(folder);
        return await ReadAsync(store => Documents.List(store, folder), cancellationToken);
    }

    public async ValueTask<string?> LeaderAsync(CancellationToken cancellationToken) => await ReadAsync(Leader.Candidate, cancellationToken);

    public async ValueTask<WriteResult> WriteAsync(DocumentWrite write, CancellationToken cancellationToken)
    {
        write.ThrowIfInvalid();
        var fence = write.Fence as SqliteLeadership;
        if (write.Fence is not null && fence?.IsOf(this) != true)
        {
            throw new ArgumentException($"{write.Name}: the fence is a leadership that another instance has won.", nameof(write));
        }

        return await _thread.RunAsync(() => Write(write, fence), cancellationToken);
    }

    public IAsyncEnumerable<FolderChanged> WatchAsync(string folder, CancellationToken cancellationToken)
    {
        DocumentPath.ThrowIfInvalidFolder(folder);
<<<<<<< HEAD
        return ChangesAsync(folder, cancellationToken);
=======
        return _watchers.ChangesAsync(folder, () => _keeper.Revision, cancellationToken);
>>>>>>> main
    }

    public async ValueTask<ILeadership> CampaignAsync(string candidate, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(candidate);
        var id = Guid.NewGuid();
        ILeadership? won = null;
        try
        {
<<<<<<< HEAD
            await using var changes = ChangesAsync("", cancellationToken).GetAsyncEnumerator(cancellationToken);
            await changes.MoveNextAsync();
            while (won is null)
            {
                won = await TryLeadAsync(id, candidate, cancellationToken);
                if (won is null)
                {
                    await changes.MoveNextAsync();
                }
            }

            return won;
=======
            await using var changes = WatchAsync("", cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (won is null && await changes.MoveNextAsync())
            {
                won = await TryLeadAsync(id, candidate, cancellationToken);
            }

            return won ?? throw new InvalidOperationException("A watch has ended by itself.");
>>>>>>> main
        }
        finally
        {
            if (won is null)
            {
                await ReleaseAsync(id);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ticks.DisposeAsync();
        _keeper.Current.MarkLost();
        _watchers.End(new ObjectDisposedException(nameof(SqliteCoordinator)));
        await _thread.StopAsync(() =>
        {
            _keeper.End();
            _store.Dispose();
        });
    }

    internal static async Task<SqliteCoordinator> OpenAsync(
        SqliteCoordinatorOptions options, TimeProvider time, IBootClock clock, ILogger log, CancellationToken cancellationToken)
    {
        options.ThrowIfInvalid();
        var thread = new StoreThread("coordinator store");
        try
        {
            return await thread.RunAsync(() => new SqliteCoordinator(options, time, clock, log, thread), cancellationToken);
        }
        catch
        {
            await thread.StopAsync(() => { });
            throw;
        }
    }

    /// <summary>Ends a leadership, or the trace of a candidacy that may have won without learning it.</summary>
    internal Task ReleaseAsync(Guid leadership) => _keeper.GiveUpAsync(leadership);

    private Task<T> ReadAsync<T>(Func<StoreConnection, T> read, CancellationToken cancellationToken) =>
        _thread.RunAsync(() => _store.Read(read), cancellationToken);

    private WriteResult Write(DocumentWrite write, SqliteLeadership? fence)
    {
        try
        {
            WriteResult? result = null;
            while (result is null)
            {
                result = fence?.Lost.IsCancellationRequested == true ? new WriteResult(WriteOutcome.Fenced) : TryWrite(write, fence);
            }

            _keeper.Publish();
            return result.Value;
        }
        catch (CoordinatorUnavailableException e)
        {
            LogUnknown(_log, write.Name, e.Message);
            return new WriteResult(WriteOutcome.Unknown);
        }
    }

    /// <returns>Null: the session that the document was to end with has ended; it goes with the next.</returns>
    private WriteResult? TryWrite(DocumentWrite write, SqliteLeadership? fence)
    {
        var session = write is { Ephemeral: true, ExpectedVersion: 0 } ? _keeper.Ensure() : null;
        var result = _store.Write<WriteResult?>(isDurable: true, store =>
        {
            Sessions.RemoveExpired(store, _clock);
            if (fence is not null && !Leader.IsHeld(store, fence.Id))
            {
                return new WriteResult(WriteOutcome.Fenced);
            }

            var hasSession = session is null || Sessions.IsAlive(store, session.Id);
            return hasSession ? Documents.Apply(store, write, session?.Id) : null;
        });
        if (result is null)
        {
            session?.MarkLost();
        }

        return result;
    }

    private async Task<ILeadership?> TryLeadAsync(Guid id, string candidate, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await _thread.RunAsync(() => TryLead(id, candidate), cancellationToken);
            }
            catch (CoordinatorUnavailableException)
            {
                await Task.Delay(_options.RenewEvery, _time, cancellationToken);
            }
        }
    }

    private SqliteLeadership? TryLead(Guid id, string candidate)
    {
        while (true)
        {
            var session = _keeper.Ensure();
            var isWon = _store.Write<bool?>(isDurable: false, store =>
            {
                Sessions.RemoveExpired(store, _clock);
                return Sessions.IsAlive(store, session.Id) ? Leader.TryWin(store, id, candidate, session.Id) : null;
            });
            if (isWon is { } known)
            {
                _keeper.Publish();
                return known ? new SqliteLeadership(this, session, id) : null;
            }

            session.MarkLost();
        }
    }

<<<<<<< HEAD
    private async IAsyncEnumerable<FolderChanged> ChangesAsync(string folder, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var watcher = _watchers.Add(folder);
        var told = _keeper.Revision;
        yield return new FolderChanged(told);
        while (true)
        {
            var revision = await watcher.NextAsync(cancellationToken);
            if (revision > told)
            {
                told = revision;
                yield return new FolderChanged(told);
            }
        }
    }

=======
>>>>>>> main
    [LoggerMessage(LogLevel.Warning, "The write of {Document} may or may not have been made: {Problem}")]
    private static partial void LogUnknown(ILogger logger, string document, string problem);
}
