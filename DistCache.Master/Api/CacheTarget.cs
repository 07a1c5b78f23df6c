namespace DistCache.Master.Api;

/// <summary>What a request to <c>/cache</c> asks for, taken from the raw request target.</summary>
/// <remarks>
/// The server's own path is decoded and has its dot segments resolved, so that <c>a%2Fb</c>, <c>a/../b</c> and <c>a//b</c> would not be
/// the keys they are. Here nothing is resolved and each part is decoded once.
/// </remarks>
/// <param name="path">The rest of the path behind <c>/cache/</c>, encoded; empty: none.</param>
/// <param name="query">What stands behind the question mark, encoded.</param>
public readonly ref struct CacheTarget(ReadOnlySpan<char> path, ReadOnlySpan<char> query)
{
    private const string Root = "/cache";

    public ReadOnlySpan<char> Path { get; } = path;

    public ReadOnlySpan<char> Query { get; } = query;

    /// <returns>False for a target that is no business of the cache.</returns>
    public static bool TryParse(string rawTarget, out CacheTarget target)
    {
        target = default;
        var rest = rawTarget.StartsWith('/') ? rawTarget : PathOfAbsolute(rawTarget);
        if (!rest.StartsWith(Root, StringComparison.Ordinal))
        {
            return false;
        }

        rest = rest[Root.Length..];
        var question = rest.IndexOf('?');
        var path = question < 0 ? rest : rest[..question];
        if (path is not [] and not ['/', ..])
        {
            return false;
        }

        target = new CacheTarget(path.IsEmpty ? path : path[1..], question < 0 ? [] : rest[(question + 1)..]);
        return true;
    }

    /// <summary>A proxy may ask for <c>http://host/path</c>.</summary>
    private static ReadOnlySpan<char> PathOfAbsolute(string rawTarget)
    {
        var rest = rawTarget.AsSpan();
        var authority = rest.IndexOf("://", StringComparison.Ordinal);
        if (authority < 0)
        {
            return [];
        }

        rest = rest[(authority + 3)..];
        var path = rest.IndexOf('/');
        return path < 0 ? [] : rest[path..];
    }
}
