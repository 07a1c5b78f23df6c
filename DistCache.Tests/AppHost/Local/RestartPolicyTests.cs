using DistCache.AppHost.Local;

namespace DistCache.Tests.AppHost.Local;

public sealed class RestartPolicyTests
{
    [Fact]
    public void After_EndsInARow_WaitsLongerUpToABound()
    {
        var policy = new RestartPolicy();

        Enumerable.Range(0, 9).Select(_ => policy.After(TimeSpan.FromSeconds(1)).TotalSeconds).ShouldBe([0.5, 1, 2, 4, 8, 16, 30, 30, 30]);
    }

    [Fact]
    public void After_ARunThatHeld_StartsAfresh()
    {
        var policy = new RestartPolicy();
        policy.After(TimeSpan.Zero);
        policy.After(TimeSpan.Zero);

        policy.After(RestartPolicy.HeldAfter).ShouldBe(RestartPolicy.First);
        policy.After(TimeSpan.Zero).ShouldBe(RestartPolicy.First * 2);
    }
}
