using DistCache.Core.Hashing;

namespace DistCache.Node.Storage.Managed;

/// <summary>Compares the structures of a locked shard with each other.</summary>
internal static class ShardIntegrity
{
    internal delegate uint KeyHash(ReadOnlySpan<byte> key);

    public static void FindFaults(Shard shard, int number, int shards, StoreTotals totals, KeyHash hash, List<string> faults)
    {
        var name = $"shard {number}: ";
        CheckEntries(shard, number, shards, hash, faults);
        CheckIndex(shard, name, faults);
        CheckRecency(shard, number, totals, faults);
        CheckSlots(shard, number, shards, faults);
        shard.Expiry.FindFaults(faults);
    }

    public static void CheckSum(List<string> faults, string what, long found, long known)
    {
        if (found != known)
        {
            faults.Add($"{what}: found {found}, known {known}");
        }
    }

    private static void CheckEntries(Shard shard, int number, int shards, KeyHash hash, List<string> faults)
    {
        var (count, expiring, bytes) = (0, 0, 0L);
        for (var place = 0; place < shard.Table.UsedPlaces; place++)
        {
            ref var entry = ref shard.Table[place];
            if (entry.Data == null)
            {
                continue;
            }

            count++;
            bytes += entry.MemoryBytes;
            expiring += entry.ExpiresAtMs != 0 ? 1 : 0;
            if (entry.KeyLength + entry.AttributesLength + entry.ValueLength > entry.Data.Length || entry.Hash != hash(entry.Key)
                || entry.Slot % shards != number || (entry.HeapPosition != ManagedEntry.None) != (entry.ExpiresAtMs != 0))
            {
                faults.Add($"shard {number}: entry {place} contradicts itself");
            }

            if (entry.Version.Sequence == 0 || entry.Version.Sequence > shard.Slots.VersionOf(entry.Slot).Sequence)
            {
                faults.Add($"shard {number}: entry {place} has a version that its slot has not given out");
            }
        }

        CheckSum(faults, $"shard {number}: entries in the table", count, shard.Table.Count);
        CheckSum(faults, $"shard {number}: entries that expire", expiring, shard.Expiry.Count);
        CheckSum(faults, $"shard {number}: bytes", bytes, shard.Bytes);
    }

    private static void CheckIndex(Shard shard, string name, List<string> faults)
    {
        var indexed = 0;
        for (var bucket = 0; bucket < shard.Index.Buckets; bucket++)
        {
            for (var place = shard.Index.FirstIn(bucket); place != ManagedEntry.None && indexed <= shard.Table.Count; indexed++)
            {
                ref var entry = ref shard.Table[place];
                if (entry.Data == null || shard.Index.BucketOf(entry.Hash) != bucket)
                {
                    faults.Add($"{name}entry {place} is in bucket {bucket} and does not belong there");
                    return;
                }

                if (shard.Index.Find(entry.Key, entry.Hash, entry.Slot) != place)
                {
                    faults.Add($"{name}entry {place} is not found by its key");
                }

                place = entry.NextInBucket;
            }
        }

        CheckSum(faults, name + "entries in the index", indexed, shard.Table.Count);
    }

    private static void CheckRecency(Shard shard, int number, StoreTotals totals, List<string> faults)
    {
        var (linked, newer) = (0, ManagedEntry.None);
        for (var place = shard.Recency.Newest; place != ManagedEntry.None && linked <= shard.Table.Count; linked++)
        {
            ref var entry = ref shard.Table[place];
            if (entry.Newer != newer || (newer != ManagedEntry.None && shard.Table[newer].UsedAt <= entry.UsedAt))
            {
                faults.Add($"shard {number}: entry {place} is out of the order of use");
            }

            newer = place;
            place = entry.Older;
        }

        CheckSum(faults, $"shard {number}: entries in order of use", linked, shard.Table.Count);
        CheckSum(faults, $"shard {number}: the oldest entry", newer, shard.Recency.Oldest);
        var oldestUse = newer == ManagedEntry.None ? RecencyList.Nothing : shard.Table[newer].UsedAt;
        CheckSum(faults, $"shard {number}: the published oldest use", oldestUse, totals.OldestUse[number]);
    }

    private static void CheckSlots(Shard shard, int number, int shards, List<string> faults)
    {
        var chained = 0;
        for (var slot = number; slot < SlotId.SlotCount; slot += shards)
        {
            var (inSlot, previous) = (0, ManagedEntry.None);
            for (var place = shard.Slots.FirstIn(slot); place != ManagedEntry.None && inSlot <= shard.Table.Count; inSlot++)
            {
                ref var entry = ref shard.Table[place];
                if (entry.Slot != slot || entry.PreviousInSlot != previous)
                {
                    faults.Add($"shard {number}: entry {place} is wrongly chained in slot {slot}");
                }

                previous = place;
                place = entry.NextInSlot;
            }

            CheckSum(faults, $"slot {slot}: entries", inSlot, shard.Slots.CountIn(slot));
            chained += inSlot;
        }

        CheckSum(faults, $"shard {number}: entries in slots", chained, shard.Table.Count);
    }
}
