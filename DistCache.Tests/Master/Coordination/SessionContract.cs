namespace DistCache.Tests.Master.Coordination;

/// <summary>What a coordinator promises about sessions and the documents that end with them.</summary>
public abstract class SessionContract : CoordinatorContract
{
    [Fact]
    public async Task Ephemeral_SessionDisposed_EndsWithIt()
    {
        var (dying, living) = (await World.OpenAsync(), await World.OpenAsync());
        await WriteAsync(dying, Put("masters/a", "x", 0) with { Ephemeral = true });
        await WriteAsync(dying, Put("nodes/a", "lasting", 0));
        await PassUntilReadAsync(living, "masters/a", "x");

        await dying.DisposeAsync();

        await PassUntilReadAsync(living, "masters/a", null);
        (await TextAsync(living, "nodes/a")).ShouldBe("lasting");
    }

    [Fact]
    public async Task Ephemeral_SessionExpired_EndsWithIt()
    {
        var (dying, living) = (await World.OpenAsync(), await World.OpenAsync());
        await WriteAsync(dying, Put("masters/a", "x", 0) with { Ephemeral = true });
        await PassUntilReadAsync(living, "masters/a", "x");

        await ExpireAsync(dying);

        await PassUntilReadAsync(living, "masters/a", null);
        (await WriteAsync(living, Put("masters/a", "mine", 0) with { Ephemeral = true })).ShouldBe(Won(1));
        await World.ResumeAsync(dying);
        (await TextAsync(living, "masters/a")).ShouldBe("mine");
    }

    [Fact]
    public async Task Ephemeral_SessionRenewed_Stays()
    {
        var session = await World.OpenAsync();
        var lost = session.SessionLost;
        await WriteAsync(session, Put("masters/a", "x", 0) with { Ephemeral = true });

        await World.AdvanceAsync(World.SessionTimeout * 3);

        (await TextAsync(session, "masters/a")).ShouldBe("x");
        lost.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task Ephemeral_ReplacedByAnother_StillEndsWithTheSessionThatMadeIt()
    {
        var (maker, other) = (await World.OpenAsync(), await World.OpenAsync());
        await WriteAsync(maker, Put("masters/a", "x", 0) with { Ephemeral = true });
        await WriteAsync(maker, Put("nodes/a", "x", 0));
        (await WriteAsync(other, Put("masters/a", "y", 1))).ShouldBe(Won(2));
        (await WriteAsync(maker, Put("nodes/a", "y", 1) with { Ephemeral = true })).ShouldBe(Won(2));

        await maker.DisposeAsync();

        await PassUntilReadAsync(other, "masters/a", null);
        (await TextAsync(other, "nodes/a")).ShouldBe("y");
    }

    [Fact]
    public async Task Session_PausedTooLong_SaysSoAndBeginsTheNext()
    {
        var (paused, living) = (await World.OpenAsync(), await World.OpenAsync());
        var lost = paused.SessionLost;
        await WriteAsync(paused, Put("masters/a", "old", 0) with { Ephemeral = true });
        await ExpireAsync(paused);

        await World.ResumeAsync(paused);

        await PassUntilAsync(() => Task.FromResult(lost.IsCancellationRequested), "the session is lost");
        await PassUntilAsync(() => Task.FromResult(!paused.SessionLost.IsCancellationRequested), "the next session has begun");
        await PassUntilReadAsync(paused, "masters/a", null);
        (await WriteAsync(paused, Put("masters/a", "new", 0) with { Ephemeral = true })).ShouldBe(Won(1));
        await World.AdvanceAsync(World.SessionTimeout * 2);
        await PassUntilReadAsync(living, "masters/a", "new");
    }

    [Fact]
    public async Task Session_PausedBriefly_Lives()
    {
        var (paused, living) = (await World.OpenAsync(), await World.OpenAsync());
        var lost = paused.SessionLost;
        await WriteAsync(paused, Put("masters/a", "x", 0) with { Ephemeral = true });
        World.Pause(paused);
        await World.AdvanceAsync(World.SessionTimeout / 3);
        await World.ResumeAsync(paused);
        await World.AdvanceAsync(World.SessionTimeout);

        lost.IsCancellationRequested.ShouldBeFalse();
        await PassUntilReadAsync(living, "masters/a", "x");
    }

    [Fact]
    public async Task SessionLost_StoreTakesNoChange_IsCancelledWithinTheTimeout()
    {
        var session = await World.OpenAsync();
        var lost = session.SessionLost;
        await using (await World.CutOffAsync())
        {
            await World.AdvanceAsync(World.SessionTimeout);
            lost.IsCancellationRequested.ShouldBeTrue();
        }

        await PassUntilAsync(() => Task.FromResult(!session.SessionLost.IsCancellationRequested), "the next session has begun");
        await PassUntilAsync(
            async () => await WriteAsync(session, Put("masters/a", "x", 0) with { Ephemeral = true }) == Won(1), "the next session is of use");
    }

    [Fact]
    public async Task Dispose_Session_EndsAllThatItDoes()
    {
        var session = await World.OpenAsync();
        var lost = session.SessionLost;
        await using var watch = session.WatchAsync("", None).GetAsyncEnumerator();
        await watch.MoveNextAsync();
        var waiting = watch.MoveNextAsync().AsTask();

        await session.DisposeAsync();
        await session.DisposeAsync();

        lost.IsCancellationRequested.ShouldBeTrue();
        await Should.ThrowAsync<ObjectDisposedException>(() => waiting.WaitAsync(Patience));
        await Should.ThrowAsync<ObjectDisposedException>(async () => await session.ReadAsync("a", None));
        await Should.ThrowAsync<ObjectDisposedException>(() => WriteAsync(session, Put("a", "x", 0)));
        await Should.ThrowAsync<ObjectDisposedException>(async () => await session.CampaignAsync("me", None));
    }
}
