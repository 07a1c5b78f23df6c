using DistCache.Core.Hashing;
using DistCache.Core.Leading;
using DistCache.Core.Leading.Deciding;
using DistCache.Core.Membership;
using DistCache.Core.Topology;

namespace DistCache.Tests.Core.Leading.Deciding;

/// <summary>Facts put together for a test of a decision: registered nodes, how they are, and the topology that earlier decisions made.</summary>
internal sealed class Situation
{
    public static readonly LeadingOptions Options = new() { ExpectedNodes = 3, VirtualNodes = 8 };

    private readonly SortedDictionary<NodeId, NodeFact> _nodes = [];

    public ClusterTopology Topology { get; private set; } = ClusterTopology.Empty("cluster", 8);

    public TimeSpan QuietFor { get; set; }

    public static MemberKey Key(int number, ulong run = 1) => new(new NodeId($"node-{number}"), new Incarnation(run));

    /// <summary>A cluster that has formed of so many living nodes.</summary>
    public static Situation Formed(int nodes)
    {
        var situation = new Situation { QuietFor = Options.FormationWait };
        for (var number = 1; number <= nodes; number++)
        {
            situation.Set(number, NodeHealth.Alive);
        }

        situation.DecideAndCommit();
        return situation;
    }

    public void Set(int number, NodeHealth health, ulong run = 1, TimeSpan goneFor = default)
    {
        var key = Key(number, run);
        _nodes[key.Id] = new NodeFact(new Member(key.Id, key.Incarnation, "127.0.0.1", 7000 + number, 3000 + number), health, goneFor);
    }

    public Decision Decide() => LeaderDecision.Next(new LeaderFacts(Topology, new SlotHoldings(Topology), [.. _nodes.Values], QuietFor), Options);

    public Decision DecideAndCommit()
    {
        var decision = Decide();
        Topology = decision.Next.ShouldNotBeNull($"a topology was expected, not {string.Join(", ", decision.Reasons)}");
        return decision;
    }

    /// <summary>The slots whose primary is that run.</summary>
    public IReadOnlyList<SlotId> SlotsOf(int number, ulong run = 1) =>
        [.. Enumerable.Range(0, SlotId.SlotCount).Select(slot => new SlotId(slot)).Where(slot => Topology.IsPrimary(slot, Key(number, run)))];
}
