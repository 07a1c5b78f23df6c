namespace DistCache.Tests.Node.Storage;

/// <summary>Entries that go by time.</summary>
public sealed class ExpirationTests : StoreTest
{
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
}
