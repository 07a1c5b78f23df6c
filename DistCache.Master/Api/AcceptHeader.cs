using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace DistCache.Master.Api;

/// <summary>Which form of an answer a client wants.</summary>
public static class AcceptHeader
{
    /// <summary>Whether a media type is named in the header and nothing else in it has the same weight or more.</summary>
    /// <remarks>
    /// So <c>application/json</c> is answered with JSON, while <c>*/*</c> and what HTTP libraries send unasked
    /// (<c>application/json, text/plain, */*</c>) get the value as it is.
    /// </remarks>
    public static bool Prefers(StringValues header, string mediaType)
    {
        if (header.Count == 0 || header is ["*/*"])
        {
            return false;
        }

        var (wanted, others) = (0.0, 0.0);
        foreach (var line in header)
        {
            foreach (var range in (line ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                var parts = range.Split(';', StringSplitOptions.TrimEntries);
                var weight = WeightOf(parts);
                if (parts[0].Equals(mediaType, StringComparison.OrdinalIgnoreCase))
                {
                    wanted = Math.Max(wanted, weight);
                }
                else
                {
                    others = Math.Max(others, weight);
                }
            }
        }

        return wanted > others;
    }

    private static double WeightOf(string[] parts)
    {
        foreach (var part in parts.AsSpan(1))
        {
            if (part.StartsWith("q=", StringComparison.OrdinalIgnoreCase))
            {
                return double.TryParse(part.AsSpan(2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight) ? weight : 0;
            }
        }

        return 1;
    }
}
