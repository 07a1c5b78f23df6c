using System.Text;
using DistCache.Core.Hashing;
using DistCache.Core.Topology;
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
    public void Edit_Longer_KeepsAttributesAndExpiryAndFillsWithZeros()
    {
        Set("key", "ab", expiresAtMs: Now + 5, attributes: "t");
        using (var entries = Enter("key"))
        {
            entries.Edit("key"u8, 4, Now, out var value).ShouldBe(WriteResult.Done);
            value.ToArray().ShouldBe([(byte)'a', (byte)'b', 0, 0]);
            value[3] = (byte)'d';
            entries.TryPeek("key"u8, Now, out var entry);
            entry.Attributes.ToArray().ShouldBe("t"u8.ToArray());
            entry.ExpiresAtMs.ShouldBe(Now + 5);
            entry.Version.Sequence.ShouldBe(2UL);
        }

        Get("key").ShouldBe("ab\0d");
    }

    [Fact]
    public void Edit_ShorterThenLonger_ShowsNoOldBytes()
    {
        Set("key", "abcdef");
        using (var entries = Enter("key"))
        {
            entries.Edit("key"u8, 2, Now, out _);
            entries.Edit("key"u8, 6, Now, out _);
        }

        Get("key").ShouldBe("ab\0\0\0\0");
    }

    [Fact]
    public void Edit_OfAnAbsentKey_MakesIt()
    {
        using (var entries = Enter("key"))
        {
            entries.Edit("key"u8, 2, Now, out var value).ShouldBe(WriteResult.Done);
            "ok"u8.CopyTo(value);
        }

        Get("key").ShouldBe("ok");
    }

    [Fact]
    public void Append_ManySmallParts_MovesTheValueSeldom()
    {
        Set("key", "");
        var moves = 0;
        var used = Store.Statistics.BytesUsed;
        for (var length = 1; length <= 100_000; length++)
        {
            using (var entries = Enter("key"))
            {
                entries.Edit("key"u8, length, Now, out _);
            }

            moves += Store.Statistics.BytesUsed != used ? 1 : 0;
            used = Store.Statistics.BytesUsed;
        }

        moves.ShouldBeInRange(5, 25);
    }

    [Fact]
    public void Expired_WhenFound_IsAbsentRemovedAndCounted()
    {
        Set("key", "value", expiresAtMs: Now + 10);
        Get("key", Now + 9).ShouldBe("value");
        Get("key", Now + 10).ShouldBeNull();
        Store.Count.ShouldBe(0);
        Store.Statistics.Expirations.ShouldBe(1);
        using var entries = Enter("key");
        entries.Version.Sequence.ShouldBe(2UL, "the removal is a mutation of its own");
    }

    [Fact]
    public void Reclaim_ExpiredOnes_GoWithoutBeingReadAndWithinTheBudget()
    {
        for (var i = 0; i < 1000; i++)
        {
            Set($"key{i}", "value", expiresAtMs: Now + (i % 2 == 0 ? 10 : 1000));
        }

        Store.Reclaim(Now + 9, 10_000).ShouldBe(0);
        Store.Reclaim(Now + 10, 300).ShouldBe(300);
        Store.Count.ShouldBe(700);
        Store.Reclaim(Now + 10, 300).ShouldBe(200);
        Store.Count.ShouldBe(500);
        Store.Statistics.ExpiringEntries.ShouldBe(500);
        Store.Statistics.Expirations.ShouldBe(500);
    }

    [Fact]
    public void SetExpiry_Zero_MakesItStay()
    {
        Set("key", "value", expiresAtMs: Now + 10);
        using (var entries = Enter("key"))
        {
            entries.SetExpiry("key"u8, 0, Now).ShouldBeTrue();
            entries.SetExpiry("other"u8, 0, Now).ShouldBeFalse();
        }

        Store.Reclaim(Now + 100, 100).ShouldBe(0);
        Get("key", Now + 100).ShouldBe("value");
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
    public void Versions_AreOfTheSlotsEpochAndGoOn()
    {
        Set("{s}a", "1");
        Set("{s}b", "1");
        Store.SetSlotEpoch(SlotId.OfKey("s"u8), new Epoch(7));
        Remove("{s}b");
        Set("{s}b", "2");
        VersionOf("{s}a").ShouldBe(new EntryVersion(0, 1));
        VersionOf("{s}b").ShouldBe(new EntryVersion(7, 4));
        Set("elsewhere", "1");
        VersionOf("elsewhere").ShouldBe(new EntryVersion(0, 1));
    }

    [Fact]
    public void Drop_OfASlot_LeavesTheOthers()
    {
        for (var i = 0; i < 100; i++)
        {
            Set($"{{a}}{i}", "1");
            Set($"{{b}}{i}", "1", expiresAtMs: Now + 5);
        }

        Store.CountIn(SlotId.OfKey("b"u8)).ShouldBe(100);
        Store.Drop(SlotId.OfKey("b"u8)).ShouldBe(100);
        Store.CountIn(SlotId.OfKey("b"u8)).ShouldBe(0);
        Store.Count.ShouldBe(100);
        Get("{a}7").ShouldBe("1");
        Get("{b}7").ShouldBeNull();
    }

    [Fact]
    public void VisitSlot_ShowsLiveEntriesOfItUpToTheCount()
    {
        for (var i = 0; i < 10; i++)
        {
            Set($"{{a}}{i}", "1", expiresAtMs: i == 3 ? Now + 1 : 0);
        }

        Set("other", "1");
        var all = new KeyList();
        Store.VisitSlot(SlotId.OfKey("a"u8), 100, Now + 1, all);
        all.Keys.Order().ShouldBe(Enumerable.Range(0, 10).Where(i => i != 3).Select(i => $"{{a}}{i}"));
        var some = new KeyList();
        Store.VisitSlot(SlotId.OfKey("a"u8), 4, Now + 1, some);
        some.Keys.Count.ShouldBe(4);
    }

    [Fact]
    public void Clear_RemovesAllAndNumbersIt()
    {
        Set("a", "1", expiresAtMs: Now + 1);
        Set("b", "1");
        Store.Clear();
        Store.Count.ShouldBe(0);
        Store.Statistics.BytesUsed.ShouldBe(0);
        Set("a", "1");
        VersionOf("a").ShouldBe(new EntryVersion(0, 3));
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
