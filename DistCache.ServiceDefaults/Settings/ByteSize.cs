using System.Globalization;

namespace DistCache.ServiceDefaults.Settings;

/// <summary>Sizes as people write them: <c>512</c>, <c>64kb</c>, <c>512mb</c>, <c>2gb</c>; units of 1024, as in redis.conf.</summary>
public static class ByteSize
{
    private static readonly (string Suffix, long Factor)[] Units = [("gb", 1L << 30), ("mb", 1L << 20), ("kb", 1L << 10), ("b", 1)];

    public static bool TryParse(string text, out long bytes)
    {
        var factor = 1L;
        var digits = text.AsSpan().Trim();
        foreach (var unit in Units)
        {
            if (digits.EndsWith(unit.Suffix, StringComparison.OrdinalIgnoreCase))
            {
                factor = unit.Factor;
                digits = digits[..^unit.Suffix.Length].TrimEnd();
                break;
            }
        }

        var isNumber = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        var fits = isNumber && number <= long.MaxValue / factor;
        bytes = fits ? number * factor : 0;
        return fits;
    }

    /// <summary>The largest unit that gives a whole number.</summary>
    public static string Format(long bytes)
    {
        foreach (var (suffix, factor) in Units)
        {
            if (factor > 1 && bytes >= factor && bytes % factor == 0)
            {
                return $"{bytes / factor}{suffix}";
            }
        }

        return bytes.ToString(CultureInfo.InvariantCulture);
    }
}
