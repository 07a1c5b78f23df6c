using DistCache.Master.Coordination.Sqlite;

namespace DistCache.Tests.Master.Coordination.Sqlite;

/// <summary>A machine's clock that the test moves.</summary>
internal sealed class MachineClock : IBootClock
{
    private long _ticks = TimeSpan.FromHours(1).Ticks;

    public string BootId { get; set; } = "first boot";

    public TimeSpan SinceBoot => TimeSpan.FromTicks(Interlocked.Read(ref _ticks));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

    public void Restart(string bootId, TimeSpan sinceBoot)
    {
        BootId = bootId;
        Interlocked.Exchange(ref _ticks, sinceBoot.Ticks);
    }
}
