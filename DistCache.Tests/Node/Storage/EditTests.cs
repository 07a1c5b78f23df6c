using DistCache.Node.Storage;

namespace DistCache.Tests.Node.Storage;

/// <summary>Values changed in place.</summary>
public sealed class EditTests : StoreTest
{
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
}
