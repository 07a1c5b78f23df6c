using DistCache.Core.Hashing;
using DistCache.Core.Topology;

namespace DistCache.Tests.Simulation;

/// <summary>Writes growing numbers to a few slots and reads them back, each time by the topology of some master.</summary>
/// <remarks>
/// What an owner acknowledged at a slot's epoch is there for every read at that epoch; a read at an earlier one than was acknowledged at
/// means that two nodes serve the slot.
/// </remarks>
public sealed class SimulatedClient : SimulatedProcess
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromMilliseconds(500);
    private static readonly SlotId[] Slots = [.. Enumerable.Range(0, 6).Select(i => new SlotId(i * 2731))];

    private readonly SimulatedCluster _cluster;
    private readonly Dictionary<SlotId, (Epoch Epoch, long Value)> _acknowledged = [];
    private long _value;

    public SimulatedClient(SimulatedCluster cluster, int host)
        : base("client", host, cluster.Time, 1)
    {
        _cluster = cluster;
        Every(TimeSpan.FromMilliseconds(150), Act);
    }

    /// <summary>How many operations were answered.</summary>
    public long AnsweredCount { get; private set; }

    private void Act()
    {
        var slot = Slots[_cluster.Random.Next(Slots.Length)];
        var member = _cluster.AnyMaster()?.Control.Topology?.PrimaryOf(slot);
        if (member is null)
        {
            return;
        }

        var isWrite = _cluster.Random.Next(2) == 0;
        var value = ++_value;
        var before = _acknowledged.GetValueOrDefault(slot);
        _cluster.Network.Ask(
            this,
            _cluster.HostOf(member),
            CallTimeout,
            reply => _cluster.NodeAt(member)?.Deliver(() =>
            {
                var node = _cluster.NodeAt(member);
                if (isWrite && node?.Write(slot, value) is { } epoch)
                {
                    reply(() => Written(slot, epoch, value));
                }
                else if (!isWrite && node?.Read(slot) is { } read)
                {
                    reply(() => Read(slot, before, read));
                }
            }),
            () => { });
    }

    private void Written(SlotId slot, Epoch epoch, long value)
    {
        AnsweredCount++;
        var (knownEpoch, knownValue) = _acknowledged.GetValueOrDefault(slot);
        if (epoch.Supersedes(knownEpoch) || (epoch == knownEpoch && value > knownValue))
        {
            _acknowledged[slot] = (epoch, value);
        }
    }

    private void Read(SlotId slot, (Epoch Epoch, long Value) before, (Epoch Epoch, long Value) read)
    {
        AnsweredCount++;
        if (before.Epoch.Supersedes(read.Epoch))
        {
            throw new SimulationViolationException($"Slot {slot} was read at epoch {read.Epoch} after a write was acknowledged at {before.Epoch}.");
        }

        if (read.Epoch == before.Epoch && read.Value < before.Value)
        {
            throw new SimulationViolationException($"Slot {slot} lost write {before.Value}, acknowledged at epoch {before.Epoch}: {read.Value} was read at the same epoch.");
        }
    }
}
