namespace DistCache.Node.Registering;

/// <summary>The masters that are known, the one that answered last first. Not thread-safe.</summary>
/// <remarks>Those from the settings are never forgotten; those that masters named are replaced by what the next answer names.</remarks>
public sealed class MasterAddresses(IReadOnlyList<Uri> configured)
{
    /// <summary>More than any cluster has; bounds what an answer can make us keep.</summary>
    private const int LearntMax = 64;

    private readonly List<Uri> _all = [.. configured];

    public Uri Current => _all[0];

    public IReadOnlyList<Uri> All => _all;

    /// <summary>Goes on to the next one, as the current one has failed.</summary>
    public void Rotate()
    {
        var failed = _all[0];
        _all.RemoveAt(0);
        _all.Add(failed);
    }

    /// <summary>Takes what a master says of its like; what is no HTTP address is passed over.</summary>
    public void Learn(IReadOnlyList<string>? named)
    {
        var current = Current;
        var learnt = (named ?? [])
            .Take(LearntMax)
            .Select(text => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null)
            .OfType<Uri>();
        List<Uri> next = [.. new[] { current }.Concat(learnt).Concat(configured).Distinct()];
        _all.Clear();
        _all.AddRange(next);
    }
}
