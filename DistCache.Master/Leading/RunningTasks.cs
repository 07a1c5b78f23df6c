using System.Collections.Concurrent;

namespace DistCache.Master.Leading;

/// <summary>Work under way that nobody awaits one by one: its end can be awaited, and a bug in it is told at once.</summary>
/// <param name="onBug">Gets what a piece of work threw, cancellation aside.</param>
public sealed class RunningTasks(Action<Exception> onBug)
{
    private readonly ConcurrentDictionary<long, Task> _tasks = new();
    private long _number;

    /// <summary>Starts on the caller's thread, up to the first wait.</summary>
    public void Start(Func<Task> work)
    {
        var number = Interlocked.Increment(ref _number);
        var task = RunAsync(work);
        _tasks[number] = task;
        task.ContinueWith(_ => _tasks.TryRemove(number, out var _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Never throws.</summary>
    public Task WhenAllAsync() => Task.WhenAll(_tasks.Values);

    private async Task RunAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException)
        {
            // The process stops.
        }
        catch (Exception e)
        {
            onBug(e);
        }
    }
}
