namespace DistCache.Tests.Node.Storage;

public sealed class ScanTests : StoreTest
{
    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(100_000)]
    public void Scan_OfARestingStore_ShowsEveryKeyOnce(int count)
    {
        for (var i = 0; i < 5000; i++)
        {
            Set(i % 2 == 0 ? $"key{i}" : $"{{one}}{i}", "1");
        }

        var keys = Scan(count: count);
        keys.Count.ShouldBe(5000);
        keys.Distinct().Count().ShouldBe(5000);
    }

    [Fact]
    public void Scan_OfAnEmptyStore_EndsSoon()
    {
        var steps = 1;
        for (var cursor = Store.Scan(0, 10, Now, new KeyList()); cursor != 0; steps++)
        {
            cursor = Store.Scan(cursor, 10, Now, new KeyList());
        }

        steps.ShouldBe(1);
    }

    [Fact]
    public void Scan_PassesOverExpiredOnes()
    {
        Set("a", "1", expiresAtMs: Now + 1);
        Set("b", "1");
        Scan(Now + 1).ShouldBe(["b"]);
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(1UL << 40)]
    [InlineData(12345UL)]
    public void Scan_FromACursorThatNobodyGave_Ends(ulong cursor)
    {
        Set("a", "1");
        var steps = 0;
        while (cursor != 0 && steps < 100)
        {
            cursor = Store.Scan(cursor, 10, Now, new KeyList());
            steps++;
        }

        steps.ShouldBeLessThan(100);
    }

    /// <summary>The guarantee: what is there all the while is shown, however the store changes between the steps.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void Scan_WhileOthersComeAndGo_ShowsWhatStaysExactlyOnce(int seed, bool shrinks)
    {
        var random = new Random(seed);
        var stays = Enumerable.Range(0, 500).Select(i => i % 3 == 0 ? $"{{tag}}stays{i}" : $"stays{i}").ToList();
        stays.ForEach(key => Set(key, "1"));
        var others = new Queue<string>();
        void Add(int count)
        {
            for (var i = 0; i < count; i++)
            {
                var key = random.Next(2) == 0 ? $"{{tag}}{random.NextInt64()}" : $"other{random.NextInt64()}";
                Set(key, "1");
                others.Enqueue(key);
            }
        }

        Add(shrinks ? 20_000 : 0);
        var shown = new KeyList();
        var cursor = 0UL;
        do
        {
            cursor = Store.Scan(cursor, 1 + random.Next(30), Now, shown);
            for (var i = 0; i < 200 && shrinks && others.TryDequeue(out var key); i++)
            {
                Remove(key);
            }

            Add(shrinks ? 5 : others.Count < 20_000 ? 200 : 0);
            var churned = stays[random.Next(stays.Count)];
            Set(churned, new string('x', random.Next(50)));
        }
        while (cursor != 0);

        shown.Keys.Where(key => key.Contains("stays")).Order().ShouldBe(stays.Order());
    }
}
