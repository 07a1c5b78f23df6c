using System.Text;
using DistCache.Core.Hashing;
using DistCache.Node.Storage;

namespace DistCache.Tests.Node.Storage;

public sealed class EntryStoreTests : StoreTest
{
    [Fact]
    public void Set_ThenFind_GivesValueAttributesExpiryAndVersion()
    {
        Set("key", "value", expiresAtMs: Now + 5, attributes: "text/plain").ShouldBe(WriteResult.Done);

        using var entries = Enter("key");
        entries.TryFind("key"u8, Now, out var entry).ShouldBeTrue();
        Encoding.ASCII.GetString(entry.Value).ShouldBe("value");
        Encoding.ASCII.GetString(entry.Attributes).ShouldBe("text/plain");
        entry.ExpiresAtMs.ShouldBe(Now + 5);
        entry.Version.ShouldBe(new EntryVersion(0, 1));
        entry.UsedAtMs.ShouldBe(Now);
    }

    [Fact]
    public void Find_TheSameBytesInAnotherSlot_IsAMiss()
    {
        Set("key", "value");
        using var entries = Store.Enter(new SlotId((SlotId.OfKey("key"u8).Value + 64) % SlotId.SlotCount));
        entries.TryFind("key"u8, Now, out _).ShouldBeFalse();
    }

    [Fact]
    public void Set_EqualSize_ReusesTheMemory()
    {
        Set("key", "value");
        var used = Store.Statistics.BytesUsed;
        using var entries = Enter("key");
        entries.TryFind("key"u8, Now, out var before).ShouldBeTrue();
        entries.Set("key"u8, "other"u8, [], 0, Now);
        Encoding.ASCII.GetString(before.Value).ShouldBe("other", "the old view shows the new bytes: they are in the same place");
        Store.Statistics.BytesUsed.ShouldBe(used);
    }

    [Fact]
    public void SetOfAnExistingKeyAndFind_AllocateNothing()
    {
        var (key, value) = (Bytes("key"), Bytes(new string('x', 64)));
        var slot = SlotId.OfKey(key);
        void Round()
        {
            using (var entries = Store.Enter(slot))
            {
                entries.Set(key, value, [], Now + 1000, Now);
            }

            using (var entries = Store.Enter(slot))
            {
                entries.TryFind(key, Now, out _).ShouldBeTrue();
            }
        }

        Round();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            Round();
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1000);
    }

    [Fact]
    public void Rename_OverAnother_TakesEverythingAlong()
    {
        Set("{s}a", "1", expiresAtMs: Now + 10, attributes: "t");
        Set("{s}b", "22222222222222222222222222222222222222222222222222222222222222222222");
        using (var entries = Enter("{s}a"))
        {
            entries.Rename("{s}a"u8, "{s}b"u8, Now).ShouldBe(WriteResult.Done);
            entries.Rename("{s}a"u8, "{s}b"u8, Now).ShouldBe(WriteResult.Absent);
            entries.TryPeek("{s}b"u8, Now, out var entry).ShouldBeTrue();
            entry.Value.ToArray().ShouldBe("1"u8.ToArray());
            entry.Attributes.ToArray().ShouldBe("t"u8.ToArray());
            entry.ExpiresAtMs.ShouldBe(Now + 10);
        }

        Store.Count.ShouldBe(1);
    }

    [Fact]
    public void RandomKey_GivesEveryKeySometimes()
    {
        Store.RandomKey(new Random(1), Now).ShouldBeNull();
        for (var i = 0; i < 20; i++)
        {
            Set($"key{i}", "1", expiresAtMs: i == 0 ? Now + 1 : 0);
        }

        var random = new Random(2);
        var seen = new HashSet<string>();
        for (var i = 0; i < 1000; i++)
        {
            seen.Add(Encoding.ASCII.GetString(Store.RandomKey(random, Now + 1).ShouldNotBeNull()));
        }

        seen.Count.ShouldBe(19);
        seen.ShouldNotContain("key0");
    }

    [Fact]
    public void Statistics_HitsAndMisses_CountFindsButNotPeeks()
    {
        Set("key", "1");
        Get("key");
        Get("nokey");
        VersionOf("key");
        Store.Statistics.Hits.ShouldBe(1);
        Store.Statistics.Misses.ShouldBe(1);
        Store.ResetStatistics();
        Store.Statistics.Hits.ShouldBe(0);
    }

    [Fact]
    public void Enter_WhileHoldingTheSameShard_IsABugThatIsTold()
    {
        using var entries = Enter("key");
        Should.Throw<InvalidOperationException>(() => Enter("key"));
    }

    [Theory]
    [InlineData(8192, 16 << 20, WriteResult.Done)]
    [InlineData(8193, 1, WriteResult.KeyTooLong)]
    [InlineData(1, (16 << 20) + 1, WriteResult.ValueTooLong)]
    public void Admit_BySize_HoldsTheLimits(int keyBytes, int valueBytes, WriteResult expected) =>
        Store.Admit(keyBytes, 0, valueBytes).ShouldBe(expected);

    [Fact]
    public async Task ManyThreads_OnFewSlotsWithEviction_LeaveTheStoreSound()
    {
        NewStore(new StoreOptions { EntriesMax = 50 });
        await Task.WhenAll(Enumerable.Range(0, 4).Select(seed => Task.Run(() => Work(seed))));
        Store.Count.ShouldBeLessThanOrEqualTo(50);

        void Work(int seed)
        {
            var random = new Random(seed);
            for (var i = 0; i < 20_000; i++)
            {
                var key = $"key{random.Next(200)}";
                switch (random.Next(10))
                {
                    case < 5:
                        var expiresAtMs = random.Next(2) == 0 ? Now + random.Next(100) : 0;
                        Set(key, new string('x', random.Next(100)), expiresAtMs, Now + (i / 200));
                        break;
                    case < 8:
                        Get(key, Now + (i / 200));
                        break;
                    case 8:
                        Remove(key, Now + (i / 200));
                        break;
                    default:
                        Store.Reclaim(Now + (i / 200), 3);
                        break;
                }
            }
        }
    }
}
