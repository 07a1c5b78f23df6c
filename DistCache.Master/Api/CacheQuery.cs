using System.Globalization;
using System.Text;

namespace DistCache.Master.Api;

/// <summary>The parameters of a request to <c>/cache</c>, encoded as they came.</summary>
public ref struct CacheQuery
{
    /// <summary>More than a hundred years: what is meant to last that long needs no time to live.</summary>
    private const double TtlSecondsMax = 4e9;

    private ReadOnlySpan<char> _value;

    public bool HasKey { get; private set; }

    public bool HasValue { get; private set; }

    /// <summary>The key, encoded.</summary>
    public ReadOnlySpan<char> Key { get; private set; }

    /// <summary>Time to live; 0: none was given.</summary>
    public long TtlMs { get; private set; }

    /// <summary>What is wrong; null: nothing.</summary>
    public string? Problem { get; private set; }

    /// <param name="query">Behind the question mark.</param>
    /// <param name="isStore">Whether <c>value</c> and <c>ttl</c> are taken.</param>
    public static CacheQuery Parse(ReadOnlySpan<char> query, bool isStore)
    {
        var parsed = default(CacheQuery);
        while (!query.IsEmpty && parsed.Problem is null)
        {
            var end = query.IndexOf('&');
            var pair = end < 0 ? query : query[..end];
            query = end < 0 ? [] : query[(end + 1)..];
            if (!pair.IsEmpty)
            {
                parsed.Take(pair, isStore);
            }
        }

        return parsed;
    }

    /// <summary>The bytes of <c>value</c>; null where they are not well encoded.</summary>
    public readonly byte[]? DecodeValue()
    {
        var bytes = new byte[3 * _value.Length];
        return PercentEncoding.TryDecode(_value, bytes, isPlusSpace: true, out var length) ? bytes[..length] : null;
    }

    private void Take(ReadOnlySpan<char> pair, bool isStore)
    {
        var equals = pair.IndexOf('=');
        var name = equals < 0 ? pair : pair[..equals];
        var value = equals < 0 ? [] : pair[(equals + 1)..];
        switch (name)
        {
            case "key" when !HasKey:
                HasKey = true;
                Key = value;
                break;
            case "value" when isStore && !HasValue:
                HasValue = true;
                _value = value;
                break;
            case "ttl" when isStore && TtlMs == 0:
                TakeTtl(value);
                break;
            case "key" or "value" or "ttl":
                Problem = isStore || name is "key" ? $"The parameter '{name}' is given twice." : $"The parameter '{name}' goes with PUT alone.";
                break;
            default:
                Problem = $"There is no parameter '{Shorten(name)}'; there are key, value and ttl.";
                break;
        }
    }

    private void TakeTtl(ReadOnlySpan<char> value)
    {
        Span<byte> bytes = stackalloc byte[96];
        var isNumber = value.Length <= 32
            && PercentEncoding.TryDecode(value, bytes, isPlusSpace: false, out var length)
            && double.TryParse(Encoding.ASCII.GetString(bytes[..length]), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && TrySet(seconds);
        if (!isNumber)
        {
            Problem = $"ttl={Shorten(value)} is no time to live: seconds above 0, such as 60 or 0.5, are expected.";
        }
    }

    private bool TrySet(double seconds)
    {
        var isInRange = seconds is > 0 and <= TtlSecondsMax;
        TtlMs = isInRange ? Math.Max(1, (long)Math.Round(seconds * 1000)) : 0;
        return isInRange;
    }

    private static string Shorten(ReadOnlySpan<char> text) => text.Length <= 40 ? text.ToString() : $"{text[..40]}...";
}
