using DistCache.Node.Storage;

namespace DistCache.Tests.Node.Commands.Strings;

public sealed class MultiKeyCommandsTests : CommandTest
{
    [Fact]
    public void CacheSizeOfThree_EvictsTheLeastRecentlyUsed()
    {
        Node = new CommandRunner(new StoreOptions { EntriesMax = 3 });
        Run("SET a 1");
        Run("SET b 1");
        Run("SET c 1");
        Run("GET a");
        Run("SET d 1");
        Run("GET b").ShouldBe("$-1");
        Run("DBSIZE").ShouldBe(":3");
        Run("MSET {s}1 1 {s}2 1 {s}3 1 {s}4 1").ShouldBe("+OK");
        Run("MGET {s}1 {s}2 {s}3 {s}4").ShouldBe("*4 $-1 $1 1 $1 1 $1 1");
    }
}
