using System.Collections.Immutable;
using DistCache.Core.Hashing;

namespace DistCache.Core.Planning;

/// <summary>Turns shares into whole slots: each share rounded down, and what is left over one by one to the most deserving.</summary>
/// <remarks>
/// Most deserving are nodes that hold the extra slot already, since they need not move it, then the largest remainders, then the
/// first by id. So a quota is at most its share rounded down + 1, and the quotas add up exactly.
/// </remarks>
internal static class SlotQuotas
{
    /// <summary>Takes up what adding doubles loses, so that a share of exactly 5 is not rounded down to 4.</summary>
    private const double Tolerance = 1e-6;

    /// <summary>Quotas of copies, first for zones and within these for nodes.</summary>
    public static int[] OfCopies(ImmutableArray<double> shares, ZoneRules zones, int[] held)
    {
        var zoneShares = new double[zones.ZoneCount];
        var zoneHeld = new int[zones.ZoneCount];
        for (var node = 0; node < shares.Length; node++)
        {
            zoneShares[zones.ZoneOf[node]] += shares[node];
            zoneHeld[zones.ZoneOf[node]] += held[node];
        }

        int[] zoneLimits = [.. Enumerable.Range(0, zones.ZoneCount).Select(z => zones.HoldsMax(z) * SlotId.SlotCount)];
        var zoneQuotas = Round(zoneShares, zones.Copies * SlotId.SlotCount, zoneHeld, zoneLimits);
        var quotas = new int[shares.Length];
        for (var zone = 0; zone < zones.ZoneCount; zone++)
        {
            int[] nodes = [.. Enumerable.Range(0, shares.Length).Where(n => zones.ZoneOf[n] == zone)];
            int[] limits = [.. nodes.Select(_ => SlotId.SlotCount)];
            var rounded = Round([.. nodes.Select(n => shares[n])], zoneQuotas[zone], [.. nodes.Select(n => held[n])], limits);
            for (var i = 0; i < nodes.Length; i++)
            {
                quotas[nodes[i]] = rounded[i];
            }
        }

        return quotas;
    }

    /// <param name="shares">What each should have.</param>
    /// <param name="total">What the quotas add up to.</param>
    /// <param name="held">What each has now.</param>
    /// <param name="limits">What each can have at the most.</param>
    public static int[] Round(IReadOnlyList<double> shares, int total, int[] held, int[] limits)
    {
        int[] quotas = [.. shares.Select((s, i) => Math.Min(limits[i], (int)Math.Floor(s + Tolerance)))];
        var left = total - quotas.Sum();
        int[] order =
        [
            .. Enumerable.Range(0, quotas.Length)
                .OrderByDescending(i => held[i] > quotas[i])
                .ThenByDescending(i => Math.Round(shares[i] - quotas[i], 6))
                .ThenBy(i => i),
        ];
        while (left > 0)
        {
            var before = left;
            foreach (var i in order)
            {
                if (left > 0 && quotas[i] < limits[i])
                {
                    quotas[i]++;
                    left--;
                }
            }

            if (left == before)
            {
                break;
            }
        }

        return quotas;
    }
}
