using System.Diagnostics;
using System.Text;
using System.Threading.Channels;
using DistCache.Master.Coordination.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace DistCache.Tests.Master.Coordination.Sqlite;

/// <summary>Real processes on one store, killed and paused at random moments: nothing acknowledged is lost, and nobody leads beside another.</summary>
public sealed class SqliteCoordinatorKillTests(ITestOutputHelper log) : IAsyncDisposable
{
    private const int RoundCount = 30;
    private const int ReplacedLeaderCount = 4;
    private const int PauseRoundsMax = 40;
    private const int WorkerCount = 3;

    /// <summary>Every so many rounds all are killed, so that the next who opens the file recovers it alone.</summary>
    private const int RoundsBetweenFullStops = 5;

    /// <summary>What a busy machine may add to a change of the leader.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan SessionTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("distcache-kill-");
    private readonly Channel<string> _output = Channel.CreateUnbounded<string>();
    private readonly CoordinatorWorkerProcess[] _workers = new CoordinatorWorkerProcess[WorkerCount];
    private readonly AcknowledgedWork _said = new();
    private int _started;

    private string StorePath => Path.Combine(_folder.FullName, SqliteCoordinatorOptions.DefaultFileName);

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_workers.Where(worker => worker is not null).Select(worker => worker.DisposeAsync().AsTask()));
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(1)]
    public async Task Kill_AtRandomMoments_LosesNothingAcknowledgedAndNeverHasTwoLeaders(int seed)
    {
        var random = new Random(seed);
        var longestChange = TimeSpan.Zero;
        for (var i = 0; i < WorkerCount; i++)
        {
            Start(i, random);
        }

        await UntilLedAfterAsync(0);
        for (var round = 1; round <= RoundCount; round++)
        {
            await TakeOutputForAsync(TimeSpan.FromMilliseconds(random.Next(20, 300)));
            var term = _said.Term;
            var isFullStop = round % RoundsBetweenFullStops == 0;
            int[] victims = isFullStop ? [.. Enumerable.Range(0, WorkerCount)] : [random.Next(WorkerCount)];
            var killedAt = Stopwatch.GetTimestamp();
            await Task.WhenAll(victims.Select(victim => _workers[victim].KillAsync()));
            TakeOutput();
            if (isFullStop)
            {
                await CheckStoreAsync($"seed {seed}, round {round}");
                killedAt = Stopwatch.GetTimestamp();
            }

            foreach (var victim in victims)
            {
                Start(victim, random);
            }

            if (isFullStop || _said.Leader is null || victims.Any(victim => _said.Leader.StartsWith($"worker-{victim}-", StringComparison.Ordinal)))
            {
                await UntilLedAfterAsync(Math.Max(term, _said.Term));
                var change = Stopwatch.GetElapsedTime(killedAt);
                change.ShouldBeLessThan(SessionTimeout + Slack, $"seed {seed}, round {round}: a new leader");
                longestChange = change > longestChange ? change : longestChange;
            }
        }

        await Task.WhenAll(_workers.Select(worker => worker.KillAsync()));
        TakeOutput();
        await CheckStoreAsync($"seed {seed}, at the end");
        await CheckNothingEphemeralIsLeftAsync();
        log.WriteLine($"{_said}; longest change of the leader {longestChange.TotalMilliseconds:F0} ms at a session time-out of {SessionTimeout.TotalMilliseconds:F0} ms");
    }

    /// <remarks>
    /// A leader that is stopped inside a transaction keeps the store's lock, and nobody leads until it goes on; so a round need not end with
    /// another leader. What may never be is a decision of the one that slept after those of another.
    /// </remarks>
    [Theory]
    [InlineData(1)]
    public async Task Pause_TheLeaderForLongerThanItsSession_ItDecidesNothingAfterAnother(int seed)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Signals are sent by their numbers on Linux.");
        var random = new Random(seed);
        for (var i = 0; i < WorkerCount; i++)
        {
            Start(i, random);
        }

        await UntilLedAfterAsync(0);
        var replaced = 0;
        var round = 0;
        while (replaced < ReplacedLeaderCount)
        {
            (++round).ShouldBeLessThanOrEqualTo(PauseRoundsMax, $"seed {seed}: {replaced} leaders were replaced while they slept; {_said}");
            await TakeOutputForAsync(TimeSpan.FromMilliseconds(random.Next(20, 200)));
            var (term, leader) = (_said.Term, _workers.First(worker => worker.Name == _said.Leader));
            leader.Pause();
            await TakeOutputForAsync(SessionTimeout * 1.5);
            replaced += _said.Term > term ? 1 : 0;
            leader.Resume();
            await UntilLedAfterAsync(term);
        }

        await TakeOutputForAsync(SessionTimeout);
        await Task.WhenAll(_workers.Select(worker => worker.KillAsync()));
        TakeOutput();
        await CheckStoreAsync($"seed {seed}, at the end");
        log.WriteLine($"{_said}; {replaced} of {round} leaders were replaced while they slept");
    }

    private void Start(int index, Random random) =>
        _workers[index] = new CoordinatorWorkerProcess(StorePath, $"worker-{index}-{++_started}", random.Next(), SessionTimeout, _output.Writer);

    private void TakeOutput()
    {
        while (_output.Reader.TryRead(out var line))
        {
            _said.Take(line);
        }
    }

    private async Task TakeOutputForAsync(TimeSpan time)
    {
        await Task.Delay(time, TimeProvider.System); // the load itself: how long the workers run before the next kill
        TakeOutput();
    }

    private async Task UntilLedAfterAsync(long term)
    {
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        try
        {
            while (_said.Term <= term)
            {
                _said.Take(await _output.Reader.ReadAsync(limit.Token));
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"No leader of a term after {term} within {Patience}; {_said}");
        }
    }

    private async Task CheckStoreAsync(string when)
    {
        await using (var connection = new SqliteConnection($"Data Source={StorePath};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA integrity_check";
            (await command.ExecuteScalarAsync()).ShouldBe("ok", when);
        }

        await using var session = await OpenAsync();
        var documents = (await session.ListAsync("", CancellationToken.None)).ToDictionary(document => document.Name);
        var logged = (await session.ListAsync("log", CancellationToken.None)).ToDictionary(
            document => document.Name, document => Encoding.UTF8.GetString(document.Content.Span));
        _said.Check(documents, logged, _started, when);
    }

    private async Task CheckNothingEphemeralIsLeftAsync()
    {
        await using var session = await OpenAsync();
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        await foreach (var _ in session.WatchAsync("masters", limit.Token))
        {
            if ((await session.ListAsync("masters", limit.Token)).IsEmpty)
            {
                break;
            }
        }

        (await session.LeaderAsync(CancellationToken.None)).ShouldBeNull();
    }

    private Task<SqliteCoordinator> OpenAsync() =>
        SqliteCoordinator.OpenAsync(new SqliteCoordinatorOptions(StorePath), TimeProvider.System, NullLogger.Instance, CancellationToken.None);
}
