using DistCache.Node.Storage;

namespace DistCache.Tests.Node.Commands;

/// <summary>What depends on the clock or on limits, or is ours alone; the rest is in <see cref="RedisComparisonTests"/>.</summary>
public sealed class DataCommandsTests : CommandTest
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

    [Theory]
    [InlineData(1499, 1)]
    [InlineData(1500, 2)]
    [InlineData(400, 0)]
    public void Ttl_IsRoundedToTheNearestSecond(int ms, int seconds)
    {
        Run($"SET key value PX {ms}");
        Run("TTL key").ShouldBe($":{seconds}");
    }

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

    [Fact]
    public void Scan_WithMatchAndCount_ReturnsAllThatMatch()
    {
        for (var i = 0; i < 500; i++)
        {
            Run($"SET key{i} 1");
        }

        var keys = new List<string>();
        var cursor = "0";
        do
        {
            var words = Run($"SCAN {cursor} MATCH key4* COUNT 20").Split(' ');
            cursor = words[2];
            keys.AddRange(words.Skip(4).Where(word => word.StartsWith("key")));
        }
        while (cursor != "0");
        keys.Count.ShouldBe(111);
        Run("SCAN 0 TYPE hash COUNT 1000").ShouldBe("*2 $1 0 *0");
    }

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
