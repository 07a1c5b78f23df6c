namespace DistCache.Core.Planning;

/// <summary>What is filled by weight: <paramref name="Width"/> at each unit of level, but never under its floor or over its brim.</summary>
internal readonly record struct Vessel(double Width, double Floor, double Brim)
{
    public double VolumeAt(double level) => Math.Clamp(level * Width, Floor, Brim);
}
