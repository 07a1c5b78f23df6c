using System.Runtime.CompilerServices;
using System.Threading.Channels;
using DistCache.Core.Coordination;

namespace DistCache.Master.Coordination.Sqlite;

/// <summary>Tells those who watch a folder of its changes. A watcher that is busy finds the last revision when it comes back.</summary>
internal sealed class Watchers
{
    private readonly Lock _gate = new();
    private readonly List<Watcher> _watchers = [];
    private Exception? _end;

    /// <summary>A watch of a folder, as <see cref="ICoordinator.WatchAsync"/> promises it.</summary>
    /// <param name="folder">Which folder; <c>""</c>: all.</param>
    /// <param name="current">Reads the last revision that was told. Asked after the watcher is in place, so that nothing falls between.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    public async IAsyncEnumerable<FolderChanged> ChangesAsync(
        string folder, Func<long> current, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var watcher = Add(folder);
        var told = current();
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

    public void Tell(string folder, long revision)
    {
        lock (_gate)
        {
            foreach (var watcher in _watchers)
            {
                if (watcher.Folder is "" || watcher.Folder == folder)
                {
                    watcher.Tell(revision);
                }
            }
        }
    }

    /// <summary>Ends all watches, and those yet to come, by an exception.</summary>
    public void End(Exception reason)
    {
        lock (_gate)
        {
            _end = reason;
            _watchers.ForEach(watcher => watcher.End(reason));
        }
    }

    private Watcher Add(string folder)
    {
        var watcher = new Watcher(this, folder);
        lock (_gate)
        {
            if (_end is not null)
            {
                throw _end;
            }

            _watchers.Add(watcher);
        }

        return watcher;
    }

    private sealed class Watcher(Watchers owner, string folder) : IDisposable
    {
        private readonly Channel<long> _news = Channel.CreateBounded<long>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

        public string Folder => folder;

        public async ValueTask<long> NextAsync(CancellationToken cancellationToken)
        {
            long revision;
            while (!_news.Reader.TryRead(out revision))
            {
                await _news.Reader.WaitToReadAsync(cancellationToken);
            }

            return revision;
        }

        public void Tell(long revision) => _news.Writer.TryWrite(revision);

        public void End(Exception reason) => _news.Writer.TryComplete(reason);

        public void Dispose()
        {
            lock (owner._gate)
            {
                owner._watchers.Remove(this);
            }
        }
    }
}
