using DistCache.Core.Leading.Watching;

namespace DistCache.Tests.Core.Leading.Watching;

public sealed class AwakeClockTests
{
    [Fact]
    public void Advance_SmallSteps_CountsThemAll()
    {
        var clock = new AwakeClock(TimeSpan.FromMilliseconds(100));
        for (var i = 0; i <= 20; i++)
        {
            clock.Advance(TimeSpan.FromMilliseconds(5000 + (50 * i)));
        }

        clock.Now.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Advance_AfterStandingStill_CountsTheGapAsOneStep()
    {
        var clock = new AwakeClock(TimeSpan.FromMilliseconds(100));
        clock.Advance(TimeSpan.Zero);
        clock.Advance(TimeSpan.FromSeconds(30));

        clock.Now.ShouldBe(TimeSpan.FromMilliseconds(100));
    }
}
