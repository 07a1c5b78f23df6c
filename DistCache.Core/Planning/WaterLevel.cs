namespace DistCache.Core.Planning;

/// <summary>Weighted water-filling: the one level at which the vessels hold a given volume.</summary>
internal static class WaterLevel
{
    /// <summary>Level at which the vessels of one group hold <paramref name="volume"/>.</summary>
    public static double Of(IReadOnlyList<Vessel> vessels, double volume) =>
        Of([new Basin(vessels, 0, double.MaxValue)], volume);

    /// <summary>
    /// Level at which all groups together hold <paramref name="volume"/>. The volume is piecewise linear in the level: the piece is
    /// found by bisection over its corners and then solved, so the answer does not depend on a number of steps.
    /// </summary>
    public static double Of(IReadOnlyList<Basin> basins, double volume)
    {
        var corners = Corners(basins);
        var low = 0;
        var high = corners.Count - 1;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (basins.Sum(b => b.VolumeAt(corners[middle])) < volume)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        if (low == 0)
        {
            return corners[0];
        }

        var (from, to) = (corners[low - 1], corners[low]);
        var (below, above) = (basins.Sum(b => b.VolumeAt(from)), basins.Sum(b => b.VolumeAt(to)));
        return above <= volume || above <= below ? to : from + ((to - from) * (volume - below) / (above - below));
    }

    private static List<double> Corners(IReadOnlyList<Basin> basins)
    {
        List<double> corners = [0];
        foreach (var basin in basins)
        {
            foreach (var (width, floor, brim) in basin.Vessels)
            {
                corners.Add(floor / width);
                corners.Add(brim / width);
            }

            var most = basin.Vessels.Sum(v => v.Brim);
            if (basin.LeastTotal > 0 && basin.LeastTotal < most)
            {
                corners.Add(Of(basin.Vessels, basin.LeastTotal));
            }

            if (basin.MostTotal < most)
            {
                corners.Add(Of(basin.Vessels, basin.MostTotal));
            }
        }

        corners.Sort();
        return corners;
    }
}
