using System.Diagnostics.CodeAnalysis;

namespace DistCache.Master.Coordination.Sqlite;

/// <summary>
/// The one thread that touches a store: SQLite blocks its caller (on locks and on the disk), which must not be a thread of the pool.
/// Work runs in the order it came in; urgent work (the session's renewal) before all that waits.
/// </summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A semaphore without a wait handle holds nothing; late callers still ask it.")]
internal sealed class StoreThread
{
    /// <summary>Work that waits at most; further callers wait for room. At a few milliseconds each this is less than a session time-out.</summary>
    public const int QueueMax = 128;

    private readonly Lock _gate = new();
    private readonly Queue<IJob> _urgent = new();
    private readonly Queue<IJob> _ordinary = new(QueueMax);
    private readonly SemaphoreSlim _room = new(QueueMax);
    private readonly SemaphoreSlim _ready = new(0);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isStopping;

    public StoreThread(string name) => new Thread(Loop) { IsBackground = true, Name = name }.Start();

    /// <summary>Runs work in its turn. Cancelled before that, it is not run at all; once it runs its end is awaited.</summary>
    public async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken);
        try
        {
            var job = new Job<T>(work);
            Enqueue(_ordinary, job);
            await using var cancellation = cancellationToken.Register(() => job.Cancel(cancellationToken));
            return await job.Done;
        }
        finally
        {
            _room.Release();
        }
    }

    /// <summary>Runs work next. The caller sees to it that little of it waits at a time.</summary>
    public Task RunNextAsync(Action work)
    {
        var job = new Job<bool>(() =>
        {
            work();
            return true;
        });
        Enqueue(_urgent, job);
        return job.Done;
    }

    /// <summary>Refuses all work that has not begun, runs <paramref name="last"/>, and ends the thread.</summary>
    public Task StopAsync(Action last)
    {
        lock (_gate)
        {
            if (!_isStopping)
            {
                _isStopping = true;
                Refuse(_urgent);
                Refuse(_ordinary);
                _urgent.Enqueue(new Job<bool>(() =>
                {
                    last();
                    return true;
                }));
                _ready.Release();
            }
        }

        return _ended.Task;
    }

    private static ObjectDisposedException Disposed() => new(nameof(SqliteCoordinator));

    private static void Refuse(Queue<IJob> jobs)
    {
        while (jobs.TryDequeue(out var job))
        {
            job.Refuse(Disposed());
        }
    }

    private void Enqueue(Queue<IJob> queue, IJob job)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isStopping, typeof(SqliteCoordinator));
            queue.Enqueue(job);
            _ready.Release();
        }
    }

    private void Loop()
    {
        var isLast = false;
        while (!isLast)
        {
            _ready.Wait();
            IJob? job;
            lock (_gate)
            {
                if (!_urgent.TryDequeue(out job))
                {
                    _ordinary.TryDequeue(out job);
                }

                isLast = _isStopping && _urgent.Count == 0;
            }

            job?.Run();
        }

        _ended.SetResult();
    }

    private interface IJob
    {
        void Run();

        void Refuse(Exception reason);
    }

    private sealed class Job<T>(Func<T> work) : IJob
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _isTaken;

        public Task<T> Done => _done.Task;

        [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "It is handed to the one who awaits the work.")]
        public void Run()
        {
            if (Take())
            {
                try
                {
                    _done.SetResult(work());
                }
                catch (Exception e)
                {
                    _done.SetException(e);
                }
            }
        }

        public void Cancel(CancellationToken cancellationToken)
        {
            if (Take())
            {
                _done.SetCanceled(cancellationToken);
            }
        }

        public void Refuse(Exception reason)
        {
            if (Take())
            {
                _done.SetException(reason);
            }
        }

        private bool Take() => Interlocked.Exchange(ref _isTaken, 1) == 0;
    }
}
