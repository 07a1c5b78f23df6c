using DistCache.Master.Routing;
using Microsoft.Extensions.Primitives;

namespace DistCache.Master.Api;

/// <summary><c>If-Match</c> and <c>If-None-Match</c> (RFC 9110, section 13) as conditions on an entry.</summary>
public static class Preconditions
{
    /// <summary>The condition of a change. A tag that no entry can have is a version that never matches.</summary>
    /// <returns>What is wrong; null: nothing.</returns>
    public static string? TryReadChange(IHeaderDictionary headers, bool isStore, out WriteCondition condition)
    {
        condition = default;
        var (match, noneMatch) = (headers.IfMatch, headers.IfNoneMatch);
        if (noneMatch.Count > 0)
        {
            condition = new WriteCondition(WriteConditionKind.Absent);
            return match.Count > 0 ? "If-Match and If-None-Match do not go together."
                : !isStore ? "If-None-Match does not go with DELETE."
                : noneMatch is not ["*"] ? "If-None-Match takes * alone with PUT: store where there is no entry."
                : null;
        }

        if (match.Count == 0)
        {
            return null;
        }

        if (match is not [{ } tag] || tag.Contains(','))
        {
            return "If-Match takes one entity tag, or *.";
        }

        var isAny = tag.Trim() == "*";
        var version = EntryVersion.TryParseEntityTag(tag.AsSpan().Trim(), out var named) ? named : default;
        condition = isAny ? new WriteCondition(WriteConditionKind.Present) : new WriteCondition(WriteConditionKind.Version, version);
        return null;
    }

    /// <summary>Whether the header of a read names this version, <c>*</c> naming all.</summary>
    public static bool Names(StringValues header, EntryVersion version)
    {
        var tag = version.ToEntityTag();
        foreach (var line in header)
        {
            foreach (var part in (line ?? "").Split(',', StringSplitOptions.TrimEntries))
            {
                if (part == "*" || part == tag || (part.StartsWith("W/", StringComparison.Ordinal) && part.AsSpan(2).SequenceEqual(tag)))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
