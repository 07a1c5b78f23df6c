using System.Text;
using DistCache.Core.Coordination;

namespace DistCache.Tests.Master.Coordination;

/// <summary>
/// What the parts of the contract suite share. Each part (<see cref="DocumentContract"/>, <see cref="SessionContract"/>,
/// <see cref="ElectionContract"/>, <see cref="WatchContract"/>) is run for each implementation by a subclass that brings its
/// <see cref="ICoordinatorWorld"/>.
/// </summary>
public abstract class CoordinatorContract : IAsyncLifetime
{
    /// <summary>Time passes in such steps while something is awaited.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    /// <summary>Of real time. Nothing here takes a tenth of it on an idle machine.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Of the test that runs.</summary>
    protected ICoordinatorWorld World { get; private set; } = null!;

    protected static CancellationToken None => CancellationToken.None;

    public async ValueTask InitializeAsync() => World = await NewWorldAsync();

    public async ValueTask DisposeAsync()
    {
        await World.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>An empty store.</summary>
    protected abstract Task<ICoordinatorWorld> NewWorldAsync();

    protected static DocumentWrite Put(string name, string text, long expected) => new(name, Encoding.UTF8.GetBytes(text), expected, Guid.NewGuid());

    protected static DocumentWrite Remove(string name, long expected) => new(name, null, expected, Guid.NewGuid());

    protected static async Task<WriteResult> WriteAsync(ICoordinator session, DocumentWrite write) => await session.WriteAsync(write, None);

    protected static async Task<string?> TextAsync(ICoordinator session, string name) =>
        await session.ReadAsync(name, None) is { } document ? Encoding.UTF8.GetString(document.Content.Span) : null;

    protected static WriteResult Won(long version) => new(WriteOutcome.Won, version);

    protected static WriteResult Not(WriteOutcome outcome) => new(outcome);

    /// <summary>Lets time pass until the task is done.</summary>
    protected async Task<T> PassUntilAsync<T>(Task<T> task, string what)
    {
        await PassUntilAsync(() => Task.FromResult(task.IsCompleted), what);
        return await task;
    }

    protected async Task PassUntilAsync(Func<Task<bool>> isSo, string what)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            TimeProvider.System.GetElapsedTime(began).ShouldBeLessThan(Patience, $"awaited in vain: {what}");
            await World.AdvanceAsync(Step);
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System); // lets the store do its work between two steps of its clock
        }
    }

    protected Task PassUntilReadAsync(ICoordinator session, string name, string? expected) =>
        PassUntilAsync(async () => await TextAsync(session, name) == expected, $"{name} reads '{expected}'");

    /// <summary>Pauses a session's process until the others have seen it end.</summary>
    protected async Task ExpireAsync(ICoordinator session)
    {
        World.Pause(session);
        await World.AdvanceAsync(World.SessionTimeout + World.SessionTimeout / 2);
    }
}
