using DistCache.Core.Hashing;
using DistCache.Node.Storage;
using DistCache.Node.Storage.Managed;

namespace DistCache.Tests.Node.Storage;

/// <summary>The verifier finds damage: each kind is done to one shard on purpose.</summary>
public sealed class StoreIntegrityTests
{
    private const long Now = 1_700_000_000_000;

    private readonly StoreTotals _totals = new(1, 0, 0);
    private readonly Shard _shard;

    public StoreIntegrityTests()
    {
        _shard = new Shard(0, 1, _totals);
        for (var i = 0; i < 3; i++)
        {
            byte[] key = [(byte)('a' + i)];
            var place = _shard.Add(key, HashOf(key), slot: i, [key[0], 1, 2], Now);
            _shard.Table[place].ValueLength = 2;
            _shard.Table[place].Version = _shard.Slots.Number(i);
            _shard.Table[place].ExpiresAtMs = Now + i;
            _shard.Expiry.Update(place);
        }
    }

    [Fact]
    public void FindFaults_InASoundShard_FindsNone() => Faults().ShouldBeEmpty();

    [Fact]
    public void FindFaults_OfEachKindOfDamage_FindsIt()
    {
        Damage(() => _shard.Table[1].Hash ^= 0xFFFF_FFFF).ShouldContain("contradicts itself");
        Damage(() => _shard.Table[1].Older = ManagedEntry.None).ShouldContain("in order of use");
        Damage(() => _shard.Table[1].ExpiresAtMs++).ShouldContain("expiry heap");
        Damage(() => _shard.Table[1].ExpiresAtMs = 0).ShouldContain("expire");
        Damage(() => _shard.Table[1].NextInSlot = 0).ShouldContain("slot 1");
        Damage(() => _shard.Table[1].ValueLength = 3).ShouldContain("contradicts itself");
        Damage(() => _shard.Table[1].Version = new EntryVersion(0, 99)).ShouldContain("version");
        Damage(() => _shard.Table[1].Data = new byte[9]).ShouldContain("bytes");
        _totals.OldestUse[0]--;
        string.Join('\n', Faults()).ShouldContain("published oldest use");
    }

    [Fact]
    public void Verify_OfANewStore_Passes() => StoreIntegrity.Verify(new ManagedEntryStore(new StoreOptions(), new Random(1)));

    [Fact]
    public void Count_InSlotsOfAll_IsThatOfTheStore()
    {
        var store = new ManagedEntryStore(new StoreOptions(), new Random(1));
        using (var entries = store.Enter(new SlotId(77)))
        {
            entries.Set("k"u8, "v"u8, [], 0, Now);
        }

        store.CountIn(new SlotId(77)).ShouldBe(1);
        StoreIntegrity.Verify(store);
    }

    private static uint HashOf(ReadOnlySpan<byte> key) => key[0] * 0x0101_0101u;

    private string Damage(Action damage)
    {
        var whole = _shard.Table[1];
        damage();
        var faults = string.Join('\n', Faults());
        _shard.Table[1] = whole;
        Faults().ShouldBeEmpty();
        return faults;
    }

    private List<string> Faults()
    {
        var faults = new List<string>();
        ShardIntegrity.FindFaults(_shard, 0, 1, _totals, HashOf, faults);
        return faults;
    }
}
