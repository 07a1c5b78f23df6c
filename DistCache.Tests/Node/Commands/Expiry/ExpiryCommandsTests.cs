namespace DistCache.Tests.Node.Commands.Expiry;

public sealed class ExpiryCommandsTests : CommandTest
{
    [Theory]
    [InlineData(1499, 1)]
    [InlineData(1500, 2)]
    [InlineData(400, 0)]
    public void Ttl_IsRoundedToTheNearestSecond(int ms, int seconds)
    {
        Run($"SET key value PX {ms}");
        Run("TTL key").ShouldBe($":{seconds}");
    }
}
