namespace DistCache.Core.Planning;

/// <summary>A group of vessels that fill together: each up to its own brim, all of them together within bounds.</summary>
/// <param name="Vessels">What is filled.</param>
/// <param name="LeastTotal">What the group holds at the least.</param>
/// <param name="MostTotal">What it holds at the most.</param>
internal sealed record Basin(IReadOnlyList<Vessel> Vessels, double LeastTotal, double MostTotal)
{
    public double VolumeAt(double level) => Math.Clamp(Free(level), LeastTotal, MostTotal);

    /// <summary>What the vessels hold when their levels alone are looked at.</summary>
    public double Free(double level)
    {
        var sum = 0.0;
        foreach (var vessel in Vessels)
        {
            sum += vessel.VolumeAt(level);
        }

        return sum;
    }
}
