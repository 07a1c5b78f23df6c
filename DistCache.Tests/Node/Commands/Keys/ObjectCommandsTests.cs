namespace DistCache.Tests.Node.Commands.Keys;

public sealed class ObjectCommandsTests : CommandTest
{
    [Fact]
    public void ObjectIdletime_CountsSecondsSinceTheLastUse_AndIsNoUse()
    {
        Run("SET key value");
        Node.NowMs += 5000;
        Run("OBJECT IDLETIME key").ShouldBe(":5");
        Node.NowMs += 5000;
        Run("OBJECT IDLETIME key").ShouldBe(":10");
        Run("TOUCH key");
        Run("OBJECT IDLETIME key").ShouldBe(":0");
    }

    [Fact]
    public void MemoryUsage_CountsKeyValueAndOverhead()
    {
        Run("SET key " + new string('x', 1000));
        var bytes = int.Parse(Run("MEMORY USAGE key")[1..]);
        bytes.ShouldBeInRange(1003 + 64, 1003 + 200);
        Node.Store.Statistics.BytesUsed.ShouldBe(bytes);
    }
}
