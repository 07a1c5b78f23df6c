using DistCache.Core.Coordination;
using DistCache.Master.Coordination.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DistCache.Tests.Master.Coordination.Sqlite;

/// <summary>A file in a folder of its own, and a machine's clock that tests move. Each session has timers of its own, which stand still while it is paused.</summary>
internal sealed class SqliteWorld : ICoordinatorWorld
{
    /// <summary>Small enough that no session misses the moment of its renewal.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("distcache-coordinator-");
    private readonly Dictionary<ICoordinator, Process> _processes = [];
    private bool _isCutOff;

    public MachineClock Clock { get; } = new();

    public string File => Path.Combine(_folder.FullName, SqliteCoordinatorOptions.DefaultFileName);

    public SqliteCoordinatorOptions Options => new(File);

    public TimeSpan SessionTimeout => Options.SessionTimeout;

    public async Task<ICoordinator> OpenAsync()
    {
        var time = new FakeTimeProvider();
        var session = await SqliteCoordinator.OpenAsync(Options, time, Clock, NullLogger.Instance, CancellationToken.None);
        lock (_processes)
        {
            _processes.Add(session, new Process(time));
        }

        return session;
    }

    public async Task AdvanceAsync(TimeSpan by)
    {
        for (var left = by; left > TimeSpan.Zero; left -= Step)
        {
            var step = left < Step ? left : Step;
            Clock.Advance(step);
            foreach (var process in _processes.Values)
            {
                process.Pass(step);
            }

            await SettleAsync();
        }
    }

    public void Pause(ICoordinator session) => _processes[session].IsPaused = true;

    public async Task ResumeAsync(ICoordinator session)
    {
        _processes[session].Resume();
        await SettleAsync();
    }

    /// <summary>Holds the write lock, as a process would that was stopped in the middle of a transaction.</summary>
    public async Task<IAsyncDisposable> CutOffAsync()
    {
        var connection = await ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync();
        _isCutOff = true;
        return new Lock(this, connection);
    }

    /// <summary>A connection of the test's own, beside the sessions'.</summary>
    public async Task<SqliteConnection> ConnectAsync()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    public async Task<object?> QueryAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_processes.Keys.Select(session => session.DisposeAsync().AsTask()));
        _folder.Delete(recursive: true);
    }

    /// <summary>A session's work is done in order, and its renewal first: one read later all is done that its timers have asked for.</summary>
    private async Task SettleAsync()
    {
        foreach (var (session, process) in _processes)
        {
            if (!process.IsPaused && !_isCutOff)
            {
                try
                {
                    await session.LeaderAsync(CancellationToken.None);
                }
                catch (ObjectDisposedException)
                {
                    // The test is done with it.
                }
            }
        }
    }

    private sealed class Process(FakeTimeProvider time)
    {
        private TimeSpan _missed;

        public bool IsPaused { get; set; }

        public void Pass(TimeSpan by)
        {
            if (IsPaused)
            {
                _missed += by;
            }
            else
            {
                time.Advance(by);
            }
        }

        public void Resume()
        {
            IsPaused = false;
            time.Advance(_missed);
            _missed = TimeSpan.Zero;
        }
    }

    private sealed class Lock(SqliteWorld world, SqliteConnection connection) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            world._isCutOff = false;
            await connection.DisposeAsync();
        }
    }
}
