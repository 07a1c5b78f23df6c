using DistCache.Core.Hashing;
using DistCache.Core.Topology;
using DistCache.Node.Storage;

namespace DistCache.Tests.Node.Commands.Caching;

public sealed class CacheCommandsTests : CommandTest
{
    [Fact]
    public void Get_OfAnAbsentKey_IsNull()
    {
        Run("DC.GET key").ShouldBe("*-1");
        Run("DC.HEAD key").ShouldBe("*-1");
        Node.IsResp3 = true;
        Run("DC.GET key").ShouldBe("_");
    }

    [Fact]
    public void Set_WithEverything_IsReadBackWithVersionTtlAndContentType()
    {
        Node.Store.SetSlotEpoch(SlotId.OfKey("key"u8), new Epoch(4));
        Run("DC.SET key value PX 1500 TYPE text/html").ShouldBe("*3 :1 :4 :1");
        Node.NowMs += 500;
        Run("DC.GET key").ShouldBe("*5 $5 value :4 :1 :1000 $9 text/html");
        Run("DC.HEAD key").ShouldBe("*5 :5 :4 :1 :1000 $9 text/html");
    }

    [Fact]
    public void Set_WithNothing_HasNoTtlAndNoContentType()
    {
        Run("DC.SET key value TYPE a PX 5");
        Run("dc.set key value").ShouldBe("*3 :1 :0 :2");
        Run("DC.GET key").ShouldBe("*5 $5 value :0 :2 :-1 $0");
    }

    [Fact]
    public void Set_IfMatch_OnlyOnThatVersion()
    {
        Run("DC.SET key a IFMATCH 0 1").ShouldBe("*3 :0 :0 :0");
        Run("DC.SET key a");
        Run("DC.SET key b IFMATCH 0 2").ShouldBe("*3 :0 :0 :1");
        Run("DC.SET key b ifmatch 0 1").ShouldBe("*3 :1 :0 :2");
        Run("GET key").ShouldBe("$1 b");
    }

    [Fact]
    public void Set_IfNone_OnlyOnce()
    {
        Run("DC.SET key a IFNONE").ShouldBe("*3 :1 :0 :1");
        Run("DC.SET key b IFNONE").ShouldBe("*3 :0 :0 :1");
        Run("GET key").ShouldBe("$1 a");
    }

    [Fact]
    public void Set_IfAny_OnlyOverAnEntry()
    {
        Run("DC.SET key a IFANY").ShouldBe("*3 :0 :0 :0");
        Run("SET key a");
        Run("DC.SET key b IFANY").ShouldBe("*3 :1 :0 :2");
    }

    [Fact]
    public void Del_OnCondition_TellsTheVersionThatIs()
    {
        Run("DC.DEL key").ShouldBe("*3 :0 :0 :0");
        Run("DC.DEL key IFANY").ShouldBe("*3 :0 :0 :0");
        Run("SET key a");
        Run("DC.DEL key IFMATCH 0 9").ShouldBe("*3 :0 :0 :1");
        Run("DC.DEL key IFMATCH 0 1").ShouldBe("*3 :1 :0 :0");
        Run("GET key").ShouldBe("$-1");
        Run("SET key a");
        Run("DC.DEL key IFANY").ShouldBe("*3 :1 :0 :0");
        Run("SET key a");
        Run("DC.DEL key").ShouldBe("*3 :1 :0 :0");
    }

    [Theory]
    [InlineData("DC.SET key a PX")]
    [InlineData("DC.SET key a PX 5 PX 5")]
    [InlineData("DC.SET key a TYPE")]
    [InlineData("DC.SET key a IFMATCH 1")]
    [InlineData("DC.SET key a IFANY IFNONE")]
    [InlineData("DC.SET key a EX 5")]
    [InlineData("DC.DEL key IFNONE")]
    [InlineData("DC.DEL key IFMATCH 1")]
    [InlineData("DC.DEL key IFANY IFANY")]
    public void WrongOptions_AreASyntaxError(string line) => Run(line).ShouldBe("-ERR syntax error");

    [Theory]
    [InlineData("DC.SET key a PX 0", "-ERR invalid expire time in 'dc.set' command")]
    [InlineData("DC.SET key a PX x", "-ERR value is not an integer or out of range")]
    [InlineData("DC.SET key a IFMATCH 1 -1", "-ERR version is not two unsigned integers")]
    [InlineData("DC.DEL key IFMATCH x 1", "-ERR version is not two unsigned integers")]
    public void WrongNumbers_AreTold(string line, string error) => Run(line).ShouldBe(error);

    [Fact]
    public void Set_WithTooLongAContentType_IsRefused()
    {
        Run("DC.SET key a TYPE " + new string('t', 255)).ShouldBe("*3 :1 :0 :1");
        Run("DC.SET key a TYPE " + new string('t', 256)).ShouldBe("-ERR content type exceeds 255 bytes");
    }

    [Theory]
    [InlineData("APPEND key x", true)]
    [InlineData("INCR key", true)]
    [InlineData("INCRBYFLOAT key 1", true)]
    [InlineData("SETRANGE key 0 7", true)]
    [InlineData("EXPIRE key 10", true)]
    [InlineData("GETEX key EX 10", true)]
    [InlineData("SET key 1", false)]
    [InlineData("SET key 1 KEEPTTL", false)]
    [InlineData("GETSET key 1", false)]
    [InlineData("MSET key 1", false)]
    [InlineData("SETEX key 10 1", false)]
    public void EveryChange_GivesANewVersion_AndKeepsOrClearsTheContentType(string line, bool keeps)
    {
        Run("DC.SET key 1 TYPE text/x");
        Run(line);
        var head = Run("DC.HEAD key");
        head.Split(' ')[3].ShouldBe(":2");
        head.EndsWith("text/x").ShouldBe(keeps);
    }

    [Fact]
    public void RenameAndCopy_TakeTheContentTypeAlong()
    {
        Run("DC.SET {s}a 1 TYPE text/x");
        Run("RENAME {s}a {s}b").ShouldBe("+OK");
        Run("COPY {s}b {s}c").ShouldBe(":1");
        Run("DC.HEAD {s}b").ShouldEndWith("text/x");
        Run("DC.HEAD {s}c").ShouldEndWith("text/x");
    }

    [Theory]
    [InlineData("SET k VALUE")]
    [InlineData("SET k VALUE GET")]
    [InlineData("GETSET k VALUE")]
    [InlineData("SETNX j VALUE")]
    [InlineData("MSET k VALUE")]
    [InlineData("APPEND k VALUE")]
    [InlineData("SETRANGE k 0 VALUE")]
    [InlineData("DC.SET k VALUE")]
    public void AWrite_LargerThanTheMemory_IsRefusedAsByRedis(string line)
    {
        Node = new CommandRunner(new StoreOptions { BytesMax = 1000 });
        Run("SET k small");
        Run(line.Replace("VALUE", new string('x', 1000))).ShouldBe("-OOM command not allowed when used memory > 'maxmemory'.");
        Run("GET k").ShouldBe("$5 small");
    }

    [Fact]
    public void MSet_WithOneValueTooLarge_SetsNone()
    {
        Node = new CommandRunner(new StoreOptions { BytesMax = 1000 });
        Run($"MSET {{s}}a 1 {{s}}b {new string('x', 1000)}").ShouldStartWith("-OOM");
        Run("EXISTS {s}a").ShouldBe(":0");
    }
}
