using DistCache.Core.Hashing;
using DistCache.Core.Topology;
using DistCache.Node.Storage;

namespace DistCache.Tests.Node.Storage;

/// <summary>Slots as a whole: their versions, and all their entries at once.</summary>
public sealed class SlotTests : StoreTest
{
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
}
