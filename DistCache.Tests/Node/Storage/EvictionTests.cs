using DistCache.Node.Storage;

namespace DistCache.Tests.Node.Storage;

public sealed class EvictionTests : StoreTest
{
    [Fact]
    public void Set_OverTheLimitOfEntries_EvictsTheLeastRecentlyUsedOfTheNode()
    {
        NewStore(new StoreOptions { EntriesMax = 3 });
        Set("a", "1");
        Set("b", "1");
        Set("c", "1");
        Get("a");
        Set("d", "1");
        Scan().Order().ShouldBe(["a", "c", "d"]);
        Store.Statistics.Evictions.ShouldBe(1);
    }

    [Fact]
    public void Set_OverTheLimitOfEntries_IsExactLruOverAllShards()
    {
        NewStore(new StoreOptions { EntriesMax = 100 });
        var random = new Random(3);
        var expected = new LinkedList<string>();
        for (var i = 0; i < 20_000; i++)
        {
            var key = $"key{random.Next(300)}";
            var isUse = random.Next(2) == 0;
            var isPresent = expected.Contains(key);
            if (isUse)
            {
                Get(key).ShouldBe(isPresent ? "1" : null);
            }
            else
            {
                Set(key, "1");
            }

            if (isPresent || !isUse)
            {
                expected.Remove(key);
                expected.AddFirst(key);
            }

            if (expected.Count > 100)
            {
                expected.RemoveLast();
            }
        }

        Scan().Order().ShouldBe(expected.Order());
    }

    [Fact]
    public void Set_OverTheLimitOfBytes_EvictsUntilItFits()
    {
        NewStore(new StoreOptions { BytesMax = 100_000 });
        for (var i = 0; i < 1000; i++)
        {
            Set($"key{i}", new string('x', 1000));
            Store.Statistics.BytesUsed.ShouldBeLessThanOrEqualTo(100_000);
        }

        Store.Count.ShouldBeInRange(70, 100);
        Get("key999").ShouldNotBeNull();
        Get("key0").ShouldBeNull();
    }

    [Fact]
    public void Edit_ThatGrowsAnEntry_EvictsOthers()
    {
        NewStore(new StoreOptions { BytesMax = 10_000 });
        Set("small", new string('x', 1000));
        Set("growing", "x");
        using (var entries = Enter("growing"))
        {
            entries.Edit("growing"u8, 9_500, Now, out _).ShouldBe(WriteResult.Done);
        }

        Get("small").ShouldBeNull();
        Get("growing").ShouldNotBeNull();
    }

    [Fact]
    public void Set_OfAnEntryLargerThanTheStore_IsRefusedAndEvictsNothing()
    {
        NewStore(new StoreOptions { BytesMax = 10_000 });
        Set("small", "1");
        Set("small2", "1");
        Set("large", new string('x', 10_000)).ShouldBe(WriteResult.OutOfMemory);
        using (var entries = Enter("small"))
        {
            entries.Edit("small"u8, 10_000, Now, out _).ShouldBe(WriteResult.OutOfMemory);
        }

        Get("small").ShouldBe("1");
        Get("small2").ShouldBe("1");
    }

    [Fact]
    public void SetLimits_Lower_EvictsAtOnce()
    {
        for (var i = 0; i < 100; i++)
        {
            Set($"key{i}", "1");
        }

        Store.SetLimits(10, 0);
        Scan().Order().ShouldBe(Enumerable.Range(90, 10).Select(i => $"key{i}"));
        Store.SetLimits(0, 1);
        Store.Count.ShouldBe(0);
    }

    [Fact]
    public void Peek_IsNoUse()
    {
        NewStore(new StoreOptions { EntriesMax = 2 });
        Set("a", "1");
        Set("b", "1");
        VersionOf("a");
        Set("c", "1");
        Get("a").ShouldBeNull();
        Get("b").ShouldBe("1");
    }
}
