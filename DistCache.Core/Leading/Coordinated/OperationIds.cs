namespace DistCache.Core.Leading.Coordinated;

/// <summary>Makes operation ids out of a seeded source, so that a simulated run repeats exactly.</summary>
internal sealed class OperationIds(Random random)
{
    public Guid Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
