using DistCache.Node.Storage;

namespace DistCache.Tests.Node.Commands.Strings;

public sealed class RangeCommandsTests : CommandTest
{
    [Fact]
    public void GetRange_OfAKeyThatExpires_IsEmpty()
    {
        Run("SET key value PX 1");
        Node.NowMs += 1;
        Run("GETRANGE key 0 -1").ShouldBe("$0");
    }

    [Fact]
    public void AppendAndSetRange_OverTheLimitOfValues_AreRefused()
    {
        Node = new CommandRunner(new StoreOptions { ValueBytesMax = 10 });
        Run("APPEND key 1234567890").ShouldBe(":10");
        Run("APPEND key 1").ShouldBe("-ERR string exceeds maximum allowed size (proto-max-bulk-len)");
        Run("SETRANGE key 10 1").ShouldBe("-ERR string exceeds maximum allowed size (proto-max-bulk-len)");
        Run("SET key 12345678901").ShouldBe("-ERR string exceeds maximum allowed size (proto-max-bulk-len)");
        Run("STRLEN key").ShouldBe(":10");
    }
}
