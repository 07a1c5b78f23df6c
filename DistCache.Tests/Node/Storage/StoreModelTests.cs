using System.Text;
using DistCache.Core.Hashing;
using DistCache.Node.Storage;
using Microsoft.Extensions.Time.Testing;

namespace DistCache.Tests.Node.Storage;

/// <summary>Random operations on the store and on a model that is simple enough to be believed.</summary>
public sealed class StoreModelTests : StoreTest
{
    private const int Operations = 120_000;
    private const int VerifyEvery = 5_000;

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.FromUnixTimeMilliseconds(Now));

    private long NowMs => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    [Theory]
    [InlineData(1, 0, 2000)]
    [InlineData(2, 100, 300)]
    [InlineData(3, 3, 10)]
    [InlineData(4, 1, 4)]
    [InlineData(5, 500, 2000)]
    public void RandomOperations_OnStoreAndModel_Agree(int seed, int entriesMax, int keys)
    {
        NewStore(new StoreOptions { EntriesMax = entriesMax });
        var model = new StoreModel(entriesMax);
        var random = new Random(seed);
        for (var step = 0; step < Operations; step++)
        {
            Step(random, model, keys, step);
            if (step % VerifyEvery == 0)
            {
                StoreIntegrity.Verify(Store);
                Store.Count.ShouldBe(model.Count, $"seed {seed}, step {step}");
                Scan(NowMs).Order(StringComparer.Ordinal).ShouldBe(model.LiveKeys(NowMs), $"seed {seed}, step {step}");
            }
        }

        Store.Statistics.Evictions.ShouldBe(model.Evictions);
        Store.Statistics.Expirations.ShouldBe(model.Expirations);
    }

    private void Step(Random random, StoreModel model, int keys, int step)
    {
        var key = KeyOf(random.Next(keys));
        var other = key + "'";
        var because = $"step {step}, key {key}";
        using var entries = Store.Enter(SlotId.OfKey(Bytes(key)));
        switch (random.Next(100))
        {
            case < 30:
                var value = new string((char)('a' + random.Next(26)), random.Next(200));
                var expiry = RandomExpiry(random);
                entries.Set(Bytes(key), Bytes(value), Bytes(value[..Math.Min(3, value.Length)]), expiry, NowMs).ShouldBe(WriteResult.Done);
                model.Set(key, value, value[..Math.Min(3, value.Length)], expiry, NowMs);
                break;
            case < 60:
                entries.TryFind(Bytes(key), NowMs, out var found).ShouldBe(model.Find(key, NowMs, out var expected), because);
                ShouldBeSame(found, expected, because);
                break;
            case < 68:
                entries.Remove(Bytes(key), NowMs).ShouldBe(model.Remove(key, NowMs), because);
                break;
            case < 74:
                var newExpiry = RandomExpiry(random);
                entries.SetExpiry(Bytes(key), newExpiry, NowMs).ShouldBe(model.SetExpiry(key, newExpiry, NowMs), because);
                break;
            case < 80:
                var length = random.Next(300);
                entries.Edit(Bytes(key), length, NowMs, out var edited).ShouldBe(WriteResult.Done);
                Encoding.Latin1.GetString(edited).ShouldBe(model.Edit(key, length, NowMs), because);
                break;
            case < 85:
                (entries.Rename(Bytes(key), Bytes(other), NowMs) == WriteResult.Done).ShouldBe(model.Rename(key, other, NowMs), because);
                break;
            case < 89:
                (entries.Copy(Bytes(other), Bytes(key), NowMs) == WriteResult.Done).ShouldBe(model.Copy(other, key, NowMs), because);
                break;
            case < 93:
                entries.TryPeek(Bytes(key), NowMs, out var peeked).ShouldBe(model.Peek(key, NowMs, out var known), because);
                ShouldBeSame(peeked, known, because);
                break;
            default:
                entries.Dispose();
                StepOfTheWhole(random, model);
                Store.Enter(SlotId.OfKey(Bytes(key)));
                break;
        }

        model.EvictToLimit();
    }

    private void StepOfTheWhole(Random random, StoreModel model)
    {
        switch (random.Next(1000))
        {
            case < 700:
                _clock.Advance(TimeSpan.FromMilliseconds(random.Next(20)));
                break;
            case < 990:
                var reclaimed = Store.Reclaim(NowMs, 1_000_000);
                reclaimed.ShouldBe(model.Reclaim(NowMs));
                break;
            case < 998:
                var slot = SlotId.OfKey(Bytes(KeyOf(random.Next(10))));
                Store.Drop(slot).ShouldBe(model.Drop(slot));
                break;
            default:
                Store.Clear();
                model.Clear();
                break;
        }
    }

    private static void ShouldBeSame(in EntryView entry, StoreModel.Item? item, string because)
    {
        if (item != null)
        {
            Encoding.Latin1.GetString(entry.Value).ShouldBe(item.Value, because);
            Encoding.Latin1.GetString(entry.Attributes).ShouldBe(item.Attributes, because);
            entry.ExpiresAtMs.ShouldBe(item.ExpiresAtMs, because);
        }
    }

    /// <summary>A tenth of the keys share a slot, so that there are large slots and small ones.</summary>
    private static string KeyOf(int number) => number % 10 == 0 ? $"{{large}}{number}" : $"{{{number}}}";

    private long RandomExpiry(Random random) => random.Next(2) == 0 ? 0 : NowMs + 1 + random.Next(500);
}
