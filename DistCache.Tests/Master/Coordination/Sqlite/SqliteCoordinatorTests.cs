using DistCache.Core.Coordination;
using DistCache.Master.Coordination.Sqlite;

namespace DistCache.Tests.Master.Coordination.Sqlite;

/// <summary>What is SQLite's own, beyond the contract: the file's life, the clock of leases, and what is judged inside a transaction.</summary>
public sealed class SqliteCoordinatorTests : IAsyncDisposable
{
    private readonly SqliteWorld _world = new();

    private static CancellationToken None => CancellationToken.None;

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Open_StoreOfBefore_KeepsDocumentsAndClusterId()
    {
        var first = await _world.OpenAsync();
        await first.WriteAsync(Put("topology", 0), None);
        var id = await first.ClusterIdAsync(None);
        await first.DisposeAsync();

        var second = await _world.OpenAsync();

        (await second.ReadAsync("topology", None))!.Version.ShouldBe(1);
        (await second.ClusterIdAsync(None)).ShouldBe(id);
    }

    [Fact]
    public async Task Dispose_LastSession_LeavesOneFileAndNoSession()
    {
        var session = await _world.OpenAsync();
        await session.WriteAsync(Put("masters/a", 0) with { Ephemeral = true }, None);
        await session.DisposeAsync();

        Directory.GetFiles(Path.GetDirectoryName(_world.File)!).ShouldBe([_world.File]);
        (await _world.QueryAsync("SELECT (SELECT count(*) FROM sessions) + (SELECT count(*) FROM documents)")).ShouldBe(0L);
    }

    [Fact]
    public async Task FencedWrite_LeaderWokeAfterItsLeaseAndHasNotNoticed_IsFencedByTheStore()
    {
        var (first, second) = (await _world.OpenAsync(), await _world.OpenAsync());
        var leadership = await first.CampaignAsync("first", None);
        var candidacy = second.CampaignAsync("second", None).AsTask();
        _world.Pause(first);
        await _world.AdvanceAsync(_world.SessionTimeout * 2);
        await using var next = await candidacy.WaitAsync(TimeSpan.FromSeconds(10));
        leadership.Lost.IsCancellationRequested.ShouldBeFalse("the paused process has noticed nothing: only the store can fence it");

        (await first.WriteAsync(Put("topology", 0) with { Fence = leadership }, None)).Outcome.ShouldBe(WriteOutcome.Fenced);

        (await second.ReadAsync("topology", None)).ShouldBeNull();
    }

    [Fact]
    public async Task FencedWrite_LeaseOverButNobodyElseLeads_IsFencedAllTheSame()
    {
        var session = await _world.OpenAsync();
        var leadership = await session.CampaignAsync("me", None);
        _world.Clock.Advance(_world.SessionTimeout);

        (await session.WriteAsync(Put("topology", 0) with { Fence = leadership }, None)).Outcome.ShouldBe(WriteOutcome.Fenced);
    }

    [Fact]
    public async Task EphemeralWrite_SessionEndedUnnoticed_GoesWithTheNext()
    {
        var session = await _world.OpenAsync();
        var lost = session.SessionLost;
        await _world.QueryAsync("DELETE FROM sessions");

        (await session.WriteAsync(Put("masters/a", 0) with { Ephemeral = true }, None)).ShouldBe(new WriteResult(WriteOutcome.Won, 1));

        lost.IsCancellationRequested.ShouldBeTrue();
        (await _world.QueryAsync("SELECT count(*) FROM sessions JOIN documents ON documents.session = sessions.id")).ShouldBe(1L);
    }

    [Fact]
    public async Task Lost_StoreTakesNoChange_IsCancelledAMarginBeforeTheDeadlineInTheStore()
    {
        var session = await _world.OpenAsync();
        var leadership = await session.CampaignAsync("me", None);
        await using (await _world.CutOffAsync())
        {
            while (!leadership.Lost.IsCancellationRequested)
            {
                await _world.AdvanceAsync(TimeSpan.FromMilliseconds(10));
            }

            var deadline = TimeSpan.FromTicks((long)(await _world.QueryAsync("SELECT deadline FROM sessions"))!);
            (deadline - _world.Clock.SinceBoot).ShouldBeInRange(_world.SessionTimeout / 10, _world.SessionTimeout / 5);
        }
    }

    [Fact]
    public async Task Open_LeasesOfAnEarlierBoot_AreOver()
    {
        var before = await _world.OpenAsync();
        await before.WriteAsync(Put("masters/a", 0) with { Ephemeral = true }, None);
        await before.CampaignAsync("before", None);
        _world.Pause(before);
        _world.Clock.Restart("second boot", _world.Clock.SinceBoot);

        var after = await _world.OpenAsync();

        (await after.ReadAsync("masters/a", None)).ShouldBeNull();
        await using var leadership = await after.CampaignAsync("after", None).AsTask().WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Open_LeasesOfAnEarlierBootThatCannotBeTold_AreOverByTheirTime()
    {
        _world.Clock.BootId = "";
        var before = await _world.OpenAsync();
        await before.WriteAsync(Put("masters/a", 0) with { Ephemeral = true }, None);
        _world.Pause(before);
        _world.Clock.Restart("", TimeSpan.FromSeconds(20));

        var after = await _world.OpenAsync();

        (await after.ReadAsync("masters/a", None)).ShouldBeNull();
    }

    [Fact]
    public async Task Read_FileReplacedByThatOfAnotherCluster_IsUnavailable()
    {
        await using var elsewhere = new SqliteWorld();
        await (await elsewhere.OpenAsync()).DisposeAsync();
        using var store = new Store(_world.File);
        store.Dispose();
        File.Copy(elsewhere.File, _world.File, overwrite: true);

        Should.Throw<CoordinatorUnavailableException>(() => store.Read(Revisions.Current)).Message.ShouldContain("another cluster");
        File.Delete(_world.File);
        Should.Throw<CoordinatorUnavailableException>(() => store.Read(Revisions.Current));
        File.Exists(_world.File).ShouldBeFalse();
    }

    [Fact]
    public void Options_TimesThatDoNotFit_Throw()
    {
        Should.Throw<ArgumentException>((_world.Options with { RenewEvery = TimeSpan.FromSeconds(2) }).ThrowIfInvalid);
        Should.Throw<ArgumentException>((_world.Options with { SessionTimeout = TimeSpan.FromMilliseconds(50) }).ThrowIfInvalid);
        Should.NotThrow((_world.Options with { SessionTimeout = TimeSpan.FromSeconds(10) }).ThrowIfInvalid);
        _world.Options.RenewEvery.ShouldBe(_world.SessionTimeout / 3);
    }

    private static DocumentWrite Put(string name, long expected) => new(name, new byte[1], expected, Guid.NewGuid());
}
