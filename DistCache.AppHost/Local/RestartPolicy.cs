namespace DistCache.AppHost.Local;

/// <summary>How long to wait before a child that ended is started again: ever longer while it keeps ending, short again once it held.</summary>
internal sealed class RestartPolicy
{
    /// <summary>Short: a cluster that lost one process should have it back before anybody looks.</summary>
    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);

    /// <summary>A child that cannot start is tried this often for as long as it takes.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>A child that was up this long had started well: what ended it is a new story.</summary>
    public static readonly TimeSpan HeldAfter = TimeSpan.FromSeconds(30);

    private TimeSpan _next = First;

    /// <param name="uptime">Of the run that ended.</param>
    public TimeSpan After(TimeSpan uptime)
    {
        var wait = uptime >= HeldAfter ? First : _next;
        _next = wait * 2 < Longest ? wait * 2 : Longest;
        return wait;
    }
}
