using System.Collections.Immutable;
using DistCache.Core.Hashing;
using DistCache.Core.Topology;

namespace DistCache.Core.Ring;

/// <summary>A consistent-hash ring: every node stands on it as many virtual nodes, in proportion to its weight. Immutable.</summary>
/// <remarks>
/// The ring owns nothing. It gives each slot an order of nodes, and the planner follows that order as far as its two laws let it.
/// It depends on ids, weights and zones only, so a node that comes back takes its old places, and every process computes the same one.
/// Where the weights would make more than <see cref="TokenCountMax"/> virtual nodes, every unit of weight gets equally fewer; what
/// stays are the first ones of each node. (Karger et al., "Consistent Hashing and Random Trees", 1997.)
/// </remarks>
public sealed class HashRing
{
    public const int VirtualNodesDefault = 160;

    /// <summary>
    /// Keeps a ring of 500 nodes of weight 100 within 12 MB and about a quarter of a second of one core, twice that for the first
    /// one of a process.
    /// </summary>
    public const int TokenCountMax = 1 << 20;

    private readonly ulong[] _positions;
    private readonly int[] _owners;
    private readonly int _zoneCount;
    private readonly Lazy<int[]> _firstTokens;

    private HashRing(ImmutableArray<RingMember> members, ulong[] positions, int[] owners)
    {
        Members = members;
        _positions = positions;
        _owners = owners;
        _zoneCount = members.Select(m => m.Zone).Distinct(StringComparer.Ordinal).Count();
        _firstTokens = new(FindFirstTokens);
    }

    /// <summary>The nodes on the ring, ordered by id.</summary>
    public ImmutableArray<RingMember> Members { get; }

    /// <summary>How many virtual nodes there are.</summary>
    public int TokenCount => _positions.Length;

    /// <summary>Every virtual node, clockwise from position 0.</summary>
    public IEnumerable<RingToken> Tokens
    {
        get
        {
            for (var i = 0; i < _positions.Length; i++)
            {
                yield return new(_positions[i], Members[_owners[i]].Id);
            }
        }
    }

    internal ReadOnlySpan<ulong> Positions => _positions;

    /// <summary>Whose each virtual node is, as an index into <see cref="Members"/>.</summary>
    internal ReadOnlySpan<int> Owners => _owners;

    public static HashRing Build(IEnumerable<Member> members, int virtualNodes = VirtualNodesDefault) =>
        Build(members.Select(RingMember.Of), virtualNodes);

    /// <param name="members">The nodes, in any order.</param>
    /// <param name="virtualNodes">Virtual nodes for each unit of weight.</param>
    /// <exception cref="ArgumentException">A node is listed twice or has a weight outside 1 to <see cref="Member.WeightMax"/>.</exception>
    public static HashRing Build(IEnumerable<RingMember> members, int virtualNodes = VirtualNodesDefault)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(virtualNodes);
        ImmutableArray<RingMember> ordered = [.. members.OrderBy(m => m.Id)];
        Check(ordered);
        var weights = ordered.Sum(m => (long)m.Weight);
        var perWeight = (int)Math.Clamp(TokenCountMax / Math.Max(1, weights), 1, virtualNodes);
        var positions = new ulong[weights * perWeight];
        var owners = new int[positions.Length];
        var start = 0;
        for (var i = 0; i < ordered.Length; i++)
        {
            var count = ordered[i].Weight * perWeight;
            RingHash.OfTokens(ordered[i].Id, positions.AsSpan(start, count));
            owners.AsSpan(start, count).Fill(i);
            start += count;
        }

        Array.Sort(positions, owners);
        OrderEqualPositions(positions, owners);
        return new(ordered, positions, owners);
    }

    /// <summary>
    /// The nodes as a slot prefers them, without repetition: clockwise from the slot's own position, those of zones not seen yet
    /// before all others. Lazy: taking the first few walks a few virtual nodes only.
    /// </summary>
    public IEnumerable<NodeId> PreferenceOrder(SlotId slot)
    {
        var zones = new HashSet<string>(StringComparer.Ordinal);
        var passedOver = new List<int>();
        foreach (var node in Clockwise(slot))
        {
            if (zones.Count < _zoneCount && !zones.Add(Members[node].Zone))
            {
                passedOver.Add(node);
                continue;
            }

            yield return Members[node].Id;
            if (zones.Count == _zoneCount && passedOver.Count > 0)
            {
                foreach (var earlier in passedOver)
                {
                    yield return Members[earlier].Id;
                }

                passedOver.Clear();
            }
        }
    }

    /// <summary>Index of the first virtual node at or clockwise of the slot's position.</summary>
    internal int FirstTokenOf(SlotId slot) => _firstTokens.Value[slot.Value];

    private int[] FindFirstTokens()
    {
        var found = new int[SlotId.SlotCount];
        var positions = SlotPositions.BySlot;
        var token = 0;
        foreach (var slot in SlotPositions.Clockwise)
        {
            while (token < _positions.Length && _positions[token] < positions[slot])
            {
                token++;
            }

            found[slot] = token == _positions.Length ? 0 : token;
        }

        return found;
    }

    private IEnumerable<int> Clockwise(SlotId slot)
    {
        var seen = new bool[Members.Length];
        var left = Members.Length;
        for (var token = left == 0 ? 0 : FirstTokenOf(slot); left > 0; token = token + 1 == _owners.Length ? 0 : token + 1)
        {
            var owner = _owners[token];
            if (!seen[owner])
            {
                seen[owner] = true;
                left--;
                yield return owner;
            }
        }
    }

    private static void Check(ImmutableArray<RingMember> ordered)
    {
        for (var i = 0; i < ordered.Length; i++)
        {
            if (ordered[i].Weight is < 1 or > Member.WeightMax)
            {
                throw new ArgumentException($"Node {ordered[i].Id} has weight {ordered[i].Weight}: 1 to {Member.WeightMax} are possible.");
            }

            if (i > 0 && ordered[i].Id == ordered[i - 1].Id)
            {
                throw new ArgumentException($"Node {ordered[i].Id} is listed twice.");
            }
        }
    }

    /// <summary>The sort is not stable: nodes whose tokens collide stand in the order of their ids, in every process.</summary>
    private static void OrderEqualPositions(ulong[] positions, int[] owners)
    {
        for (var start = 0; start < positions.Length; start++)
        {
            var end = start + 1;
            while (end < positions.Length && positions[end] == positions[start])
            {
                end++;
            }

            if (end - start > 1)
            {
                Array.Sort(owners, start, end - start);
                start = end - 1;
            }
        }
    }
}
