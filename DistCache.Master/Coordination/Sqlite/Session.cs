using System.Diagnostics.CodeAnalysis;

namespace DistCache.Master.Coordination.Sqlite;

/// <summary>One session, as this process sees it: lost by its own clock before any other process may end it.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "A token source without a timer holds nothing; its token is read after the session.")]
internal sealed class Session(IBootClock clock, TimeSpan safetyMargin)
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly List<CancellationTokenSource> _dependents = [];
    private TimeSpan _lostAt;

    public string Id { get; } = Guid.NewGuid().ToString();

    public CancellationToken Lost => _lost.Token;

    /// <summary>The session was begun or renewed: others leave it alone until the deadline.</summary>
    public void Extend(TimeSpan deadline)
    {
        lock (_gate)
        {
            _lostAt = deadline - safetyMargin;
        }
    }

    /// <summary>Whether the session has ended or may soon; once true it stays so.</summary>
    public bool IsOver()
    {
        lock (_gate)
        {
            if (clock.SinceBoot >= _lostAt)
            {
                MarkLost();
            }

            return _lost.IsCancellationRequested;
        }
    }

    public void MarkLost()
    {
        lock (_gate)
        {
            if (!_lost.IsCancellationRequested)
            {
                // The tokens are cancelled when this returns; what others have registered on them runs on the pool, not on this thread.
                _ = _lost.CancelAsync();
                _dependents.ForEach(dependent => _ = dependent.CancelAsync());
            }
        }
    }

    /// <summary>Cancels <paramref name="dependent"/> together with the session. A linked source would be cancelled a little later.</summary>
    public void CancelWithIt(CancellationTokenSource dependent)
    {
        lock (_gate)
        {
            if (_lost.IsCancellationRequested)
            {
                _ = dependent.CancelAsync();
            }
            else
            {
                _dependents.Add(dependent);
            }
        }
    }

    public void Forget(CancellationTokenSource dependent)
    {
        lock (_gate)
        {
            _dependents.Remove(dependent);
        }
    }
}
