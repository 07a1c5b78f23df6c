namespace DistCache.Tests.Master.Coordination;

/// <summary>What a coordinator promises to those who watch a folder.</summary>
public abstract class WatchContract : CoordinatorContract
{
    [Fact]
    public async Task Watch_Begun_YieldsAtOnceAndThenAfterAChangeOfAnother()
    {
        var (watcher, writer) = (await World.OpenAsync(), await World.OpenAsync());
        await using var watch = watcher.WatchAsync("nodes", None).GetAsyncEnumerator();

        (await watch.MoveNextAsync()).ShouldBeTrue();
        var first = watch.Current.Revision;
        var next = watch.MoveNextAsync().AsTask();
        await WriteAsync(writer, Put("nodes/a", "x", 0));

        (await PassUntilAsync(next, "the change is told")).ShouldBeTrue();
        watch.Current.Revision.ShouldBeGreaterThan(first);
        (await TextAsync(watcher, "nodes/a")).ShouldBe("x");
    }

    [Fact]
    public async Task Watch_OwnChange_IsToldWithoutTimePassing()
    {
        var session = await World.OpenAsync();
        await using var watch = session.WatchAsync("nodes", None).GetAsyncEnumerator();
        await watch.MoveNextAsync();

        await WriteAsync(session, Put("nodes/a", "x", 0));

        (await watch.MoveNextAsync().AsTask().WaitAsync(Patience)).ShouldBeTrue();
    }

    [Fact]
    public async Task Watch_EachKindOfChange_IsTold()
    {
        var (watcher, writer) = (await World.OpenAsync(), await World.OpenAsync());
        await using var watch = watcher.WatchAsync("masters", None).GetAsyncEnumerator();
        await watch.MoveNextAsync();

        await ToldOfAsync(() => WriteAsync(writer, Put("masters/a", "x", 0)), "creation");
        await ToldOfAsync(() => WriteAsync(writer, Put("masters/a", "y", 1)), "replacement");
        await ToldOfAsync(() => WriteAsync(writer, Remove("masters/a", 2)), "deletion");
        await ToldOfAsync(() => WriteAsync(writer, Put("masters/b", "x", 0) with { Ephemeral = true }), "creation of an ephemeral document");
        await ToldOfAsync(() => ExpireAsync(writer), "end of a session");

        async Task ToldOfAsync(Func<Task> change, string what)
        {
            var next = watch.MoveNextAsync().AsTask();
            await change();
            await PassUntilAsync(next, what);
        }
    }

    [Fact]
    public async Task Watch_OfEverything_TellsOfAnyFolderAndOfTheLeader()
    {
        var (watcher, writer) = (await World.OpenAsync(), await World.OpenAsync());
        await using var watch = watcher.WatchAsync("", None).GetAsyncEnumerator();
        await watch.MoveNextAsync();

        var next = watch.MoveNextAsync().AsTask();
        await WriteAsync(writer, Put("a/deep/name", "x", 0));
        await PassUntilAsync(next, "the change in a folder is told");
        next = watch.MoveNextAsync().AsTask();
        await using var leadership = await writer.CampaignAsync("me", None);
        await PassUntilAsync(next, "the election is told");
        (await watcher.LeaderAsync(None)).ShouldBe("me");
    }

    [Fact]
    public async Task Watch_ChangesWhileTheWatcherIsBusy_AreMergedAndTheLastIsSeen()
    {
        const int ChangeCount = 50;
        var (watcher, writer) = (await World.OpenAsync(), await World.OpenAsync());
        using var ended = new CancellationTokenSource();
        await using var watch = watcher.WatchAsync("nodes", ended.Token).GetAsyncEnumerator();
        await watch.MoveNextAsync();
        for (var i = 0; i < ChangeCount; i++)
        {
            await WriteAsync(writer, Put("nodes/a", $"{i}", i));
        }

        await PassUntilReadAsync(watcher, "nodes/a", $"{ChangeCount - 1}");
        await World.AdvanceAsync(World.SessionTimeout);

        var told = 0;
        var next = watch.MoveNextAsync().AsTask();
        await PassUntilAsync(next, "the changes are told");
        for (; next.IsCompleted && told <= ChangeCount; told++)
        {
            next = watch.MoveNextAsync().AsTask();
        }

        await ended.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => next.WaitAsync(Patience));
        told.ShouldBeLessThanOrEqualTo(ChangeCount);
    }

    [Fact]
    public async Task Watch_Cancelled_Ends()
    {
        var session = await World.OpenAsync();
        using var ended = new CancellationTokenSource();
        await using var watch = session.WatchAsync("nodes", ended.Token).GetAsyncEnumerator();
        await watch.MoveNextAsync();
        var next = watch.MoveNextAsync().AsTask();

        await ended.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => next.WaitAsync(Patience));
    }

    [Fact]
    public async Task Watch_StoreTookNoChangeForAWhile_GoesOn()
    {
        var (watcher, writer) = (await World.OpenAsync(), await World.OpenAsync());
        await using var watch = watcher.WatchAsync("nodes", None).GetAsyncEnumerator();
        await watch.MoveNextAsync();
        await using (await World.CutOffAsync())
        {
            await World.AdvanceAsync(World.SessionTimeout / 2);
        }

        var next = watch.MoveNextAsync().AsTask();
        await PassUntilAsync(async () => await WriteAsync(writer, Put("nodes/a", "x", 0)) == Won(1), "the store takes changes again");

        await PassUntilAsync(next, "the change is told");
    }
}
