namespace DistCache.Tests.Node.Commands.Strings;

public sealed class CounterCommandsTests : CommandTest
{
    [Fact]
    public void Incr_KeepsTheTtl_AndSetClearsIt()
    {
        Run("SET n 1 EX 10");
        Run("INCR n").ShouldBe(":2");
        Run("PTTL n").ShouldBe(":10000");
        Run("SET n 5 KEEPTTL");
        Run("PTTL n").ShouldBe(":10000");
        Run("SET n 5");
        Run("PTTL n").ShouldBe(":-1");
    }
}
