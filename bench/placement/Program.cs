using DistCache.Bench.Placement;
using DistCache.Core.Hashing;
using DistCache.Core.Topology;

const int Seeds = 5;
int[] sizes = [3, 10, 50, 200, 500];
ISlotPlacing[] ways =
[
    new PlannedPlacing(), new RingPlacing(), new BoundedLoadPlacing(0.05), new BoundedLoadPlacing(0.25), new JumpPlacing(), new RendezvousPlacing(),
];

Console.WriteLine("| nodes | way | max/mean | max/mean after join | join: moved/ideal | leave: moved/ideal |");
Console.WriteLine("|---:|---|---:|---:|---:|---:|");
foreach (var size in sizes)
{
    foreach (var way in ways)
    {
        var runs = Enumerable.Range(1, Seeds).Select(seed => Run(way, size, seed)).ToArray();
        Console.WriteLine(
            $"| {size} | {way.Name} | {runs.Average(r => r.Balance):F3} | {runs.Average(r => r.BalanceAfter):F3} "
            + $"| {runs.Average(r => r.Join):F2} | {runs.Average(r => r.Leave):F2} |");
    }
}

static (double Balance, double BalanceAfter, double Join, double Leave) Run(ISlotPlacing way, int size, int seed)
{
    NodeId[] nodes = [.. Enumerable.Range(0, size + 1).Select(i => new NodeId($"seed-{seed}-node-{i}"))];
    var first = nodes[..size];
    var before = way.Place(first, null);
    var joined = way.Place(nodes, before);
    var leaver = way.LeavesAtEndOnly ? size - 1 : new Random(seed).Next(size);
    var left = way.Place([.. first.Where((_, i) => i != leaver)], before);
    var joinIdeal = (double)SlotId.SlotCount / (size + 1);
    var leaveIdeal = (double)SlotId.SlotCount / size;
    return (MaxToMean(before, size), MaxToMean(joined, size + 1), CountMoved(before, joined) / joinIdeal, CountMoved(before, left) / leaveIdeal);
}

static double MaxToMean(NodeId[] owners, int size) => owners.CountBy(o => o).Max(c => c.Value) * (double)size / owners.Length;

static int CountMoved(NodeId[] before, NodeId[] after) => before.Zip(after).Count(pair => pair.First != pair.Second);
