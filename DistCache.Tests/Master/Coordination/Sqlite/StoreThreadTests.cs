using DistCache.Master.Coordination.Sqlite;

namespace DistCache.Tests.Master.Coordination.Sqlite;

public sealed class StoreThreadTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Run_WorkOfSeveralKinds_UrgentFirstThenInOrderOnOneThread()
    {
        var thread = new StoreThread("test");
        var order = new List<string>();
        var threads = new HashSet<int>();
        using var busy = new ManualResetEventSlim();
        using var began = new SemaphoreSlim(0);
        var first = thread.RunAsync(() => Do("first", HoldUp), CancellationToken.None);
        (await began.WaitAsync(Patience)).ShouldBeTrue("the first work begins");
        var second = thread.RunAsync(() => Do("second", () => { }), CancellationToken.None);
        var third = thread.RunAsync(() => Do("third", () => { }), CancellationToken.None);
        var urgent = thread.RunNextAsync(() => Do("urgent", () => { }));

        busy.Set();
        await Task.WhenAll(first, second, third, urgent).WaitAsync(Patience);
        await thread.StopAsync(() => Do("last", () => { })).WaitAsync(Patience);

        order.ShouldBe(["first", "urgent", "second", "third", "last"]);
        threads.Count.ShouldBe(1);

        void HoldUp()
        {
            began.Release();
            busy.Wait();
        }

        bool Do(string what, Action action)
        {
            action();
            order.Add(what);
            return threads.Add(Environment.CurrentManagedThreadId);
        }
    }

    [Fact]
    public async Task Run_CancelledInTheQueue_NeverRuns()
    {
        var thread = new StoreThread("test");
        using var busy = new ManualResetEventSlim();
        using var cancellation = new CancellationTokenSource();
        var hasRun = false;
        var first = thread.RunNextAsync(busy.Wait);
        var second = thread.RunAsync(() => hasRun = true, cancellation.Token);

        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => second.WaitAsync(Patience));
        busy.Set();
        await first.WaitAsync(Patience);
        await thread.StopAsync(() => { }).WaitAsync(Patience);
        hasRun.ShouldBeFalse();
    }

    [Fact]
    public async Task Run_QueueFull_WaitsForRoom()
    {
        var thread = new StoreThread("test");
        using var busy = new ManualResetEventSlim();
        var count = 0;
        var first = thread.RunNextAsync(busy.Wait);
        var rest = Enumerable.Range(0, StoreThread.QueueMax * 3)
            .Select(_ => thread.RunAsync(() => ++count, CancellationToken.None)).ToList();

        busy.Set();

        await Task.WhenAll([first, .. rest]).WaitAsync(Patience);
        count.ShouldBe(StoreThread.QueueMax * 3);
        await thread.StopAsync(() => { }).WaitAsync(Patience);
    }

    [Fact]
    public async Task Stop_WorkWaiting_IsRefusedAndTheLastIsDone()
    {
        var thread = new StoreThread("test");
        using var busy = new ManualResetEventSlim();
        using var began = new SemaphoreSlim(0);
        var hasEnded = false;
        var first = thread.RunNextAsync(() =>
        {
            began.Release();
            busy.Wait();
        });
        (await began.WaitAsync(Patience)).ShouldBeTrue("the first work begins");
        var waiting = thread.RunAsync(() => true, CancellationToken.None);

        var stopped = thread.StopAsync(() => hasEnded = true);
        busy.Set();

        await Should.ThrowAsync<ObjectDisposedException>(() => waiting.WaitAsync(Patience));
        await stopped.WaitAsync(Patience);
        await first.WaitAsync(Patience);
        hasEnded.ShouldBeTrue();
        await Should.ThrowAsync<ObjectDisposedException>(() => thread.RunAsync(() => true, CancellationToken.None));
    }

    [Fact]
    public async Task Run_WorkThatThrows_HandsItOverAndGoesOn()
    {
        var thread = new StoreThread("test");

        await Should.ThrowAsync<FormatException>(() => thread.RunAsync<int>(() => throw new FormatException(), CancellationToken.None));

        (await thread.RunAsync(() => 7, CancellationToken.None)).ShouldBe(7);
        await thread.StopAsync(() => { }).WaitAsync(Patience);
    }
}
