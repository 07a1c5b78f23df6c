using DistCache.Master.Coordination.Sqlite;

namespace DistCache.Tests.Master.Coordination.Sqlite;

public sealed class BootClockTests
{
    [Fact]
    public void SinceBoot_TwoClocksInTurn_NeverGoesBack()
    {
        var (one, other) = (new BootClock(), new BootClock());
        var times = Enumerable.Range(0, 1000).SelectMany(_ => new[] { one.SinceBoot, other.SinceBoot }).ToArray();

        times.ShouldBe(times.Order());
        times[^1].ShouldBeGreaterThan(times[0]);
        one.BootId.ShouldBe(other.BootId);
    }

    [Fact]
    public void SinceBoot_OnLinux_IsTheSystemsUptime()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Linux names its boot and tells its uptime in files.");
        var clock = new BootClock();

        var before = clock.SinceBoot;
        var uptime = TimeSpan.FromSeconds(double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0]));

        (uptime - before).Duration().ShouldBeLessThan(TimeSpan.FromSeconds(1));
        Guid.TryParse(clock.BootId, out _).ShouldBeTrue();
    }
}
