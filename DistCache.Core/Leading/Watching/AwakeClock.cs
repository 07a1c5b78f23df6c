namespace DistCache.Core.Leading.Watching;

/// <summary>Counts only the time in which this process could have heard something.</summary>
/// <remarks>
/// A process that was stopped, or starved of the processor, finds every node silent for as long when it goes on. That is its own
/// silence. So a gap between two events counts for at most <paramref name="gapMax"/>; ticks keep real gaps below it.
/// </remarks>
public sealed class AwakeClock(TimeSpan gapMax)
{
    private TimeSpan _last;
    private bool _hasStarted;

    /// <summary>Time spent awake since the first event.</summary>
    public TimeSpan Now { get; private set; }

    /// <param name="now">Any monotonic clock of this process.</param>
    public TimeSpan Advance(TimeSpan now)
    {
        if (_hasStarted && now > _last)
        {
            var gap = now - _last;
            Now += gap < gapMax ? gap : gapMax;
        }

        _last = _hasStarted && now < _last ? _last : now;
        _hasStarted = true;
        return Now;
    }
}
