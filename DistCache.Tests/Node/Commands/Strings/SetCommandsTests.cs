namespace DistCache.Tests.Node.Commands.Strings;

public sealed class SetCommandsTests : CommandTest
{
    [Fact]
    public void Set_Px_IsGoneAtTheMillisecond()
    {
        Run("SET key value PX 100");
        Node.NowMs += 99;
        Run("PTTL key").ShouldBe(":1");
        Run("GET key").ShouldBe("$5 value");
        Node.NowMs += 1;
        Run("GET key").ShouldBe("$-1");
        Run("PTTL key").ShouldBe(":-2");
        Run("DBSIZE").ShouldBe(":0");
    }
}
