namespace DistCache.Node.Commands.Scanning;

/// <summary>
/// Redis's patterns: <c>*</c>, <c>?</c>, <c>[a-c]</c>, <c>[^x]</c> and <c>\</c> before a character that is meant as such.
/// </summary>
/// <remarks>
/// Only the last star is ever tried again, which is enough: what an earlier one could take, the last one can. So the time is at
/// most the product of the lengths, and no pattern makes it exponential.
/// </remarks>
internal static class GlobPattern
{
    public static bool IsMatch(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> text)
    {
        var (p, t) = (0, 0);
        var (afterStar, starEnd) = (-1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (afterStar, starEnd) = (++p, t);
            }
            else if (p < pattern.Length && MatchesOne(pattern, ref p, text[t]))
            {
                t++;
            }
            else if (afterStar >= 0)
            {
                (p, t) = (afterStar, ++starEnd);
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].IndexOfAnyExcept((byte)'*') < 0;
    }

    /// <summary>Steps over one element of the pattern that stands for one character.</summary>
    private static bool MatchesOne(ReadOnlySpan<byte> pattern, ref int p, byte character)
    {
        switch (pattern[p])
        {
            case (byte)'?':
                p++;
                return true;
            case (byte)'[':
                return MatchesClass(pattern, ref p, character);
            case (byte)'\\' when p + 1 < pattern.Length:
                p += 2;
                return pattern[p - 1] == character;
            default:
                return pattern[p++] == character;
        }
    }

    /// <summary>A class that is not closed ends with the pattern, as in Redis.</summary>
    private static bool MatchesClass(ReadOnlySpan<byte> pattern, ref int p, byte character)
    {
        p++;
        var isNegated = p < pattern.Length && pattern[p] == '^';
        p += isNegated ? 1 : 0;
        var isInClass = false;
        while (p < pattern.Length && pattern[p] != ']')
        {
            if (pattern[p] == '\\' && p + 1 < pattern.Length)
            {
                isInClass |= pattern[p + 1] == character;
                p += 2;
            }
            else if (p + 2 < pattern.Length && pattern[p + 1] == '-')
            {
                var (low, high) = (Math.Min(pattern[p], pattern[p + 2]), Math.Max(pattern[p], pattern[p + 2]));
                isInClass |= character >= low && character <= high;
                p += 3;
            }
            else
            {
                isInClass |= pattern[p++] == character;
            }
        }

        p = Math.Min(p + 1, pattern.Length);
        return isInClass != isNegated;
    }
}
