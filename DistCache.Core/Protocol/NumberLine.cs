using System.Buffers.Text;

namespace DistCache.Core.Protocol;

/// <summary>Reads lines such as <c>*3</c> and <c>$10</c>: a type byte, a number as Redis writes it, CR and LF.</summary>
internal static class NumberLine
{
    /// <summary>As many digits surely fit an <see cref="int"/>.</summary>
    private const int ShortDigitsMax = 9;

    internal enum Outcome
    {
        Found,
        Incomplete,
        Invalid,
        TooLong,
    }

    /// <param name="bytes">Start at the type byte.</param>
    /// <param name="number">The number.</param>
    /// <param name="length">Of the whole line with its end.</param>
    public static Outcome Read(ReadOnlySpan<byte> bytes, out long number, out int length) =>
        TryReadShort(bytes, out number, out length) ? Outcome.Found : ReadAny(bytes, out number, out length);

    /// <summary>The usual case: a short number without sign that is there whole.</summary>
    private static bool TryReadShort(ReadOnlySpan<byte> bytes, out long number, out int length)
    {
        var value = 0;
        var i = 1;
        for (; i < bytes.Length && i <= ShortDigitsMax && (uint)(bytes[i] - '0') <= 9; i++)
        {
            value = (value * 10) + (bytes[i] - '0');
        }

        number = value;
        length = i + 2;
        var hasEnd = i > 1 && i + 1 < bytes.Length && bytes[i] == (byte)'\r' && bytes[i + 1] == (byte)'\n';
        return hasEnd && (i == 2 || bytes[1] != (byte)'0');
    }

    private static Outcome ReadAny(ReadOnlySpan<byte> bytes, out long number, out int length)
    {
        number = 0;
        length = 0;
        var end = bytes.IndexOf((byte)'\r');
        if (end < 0 || end + 1 >= bytes.Length)
        {
            return bytes.Length > RequestLimits.LineBytesMax ? Outcome.TooLong : Outcome.Incomplete;
        }

        var digits = bytes[1..end];
        if (bytes[end + 1] != (byte)'\n' || !IsPlainNumber(digits) || !Utf8Parser.TryParse(digits, out number, out _))
        {
            return Outcome.Invalid;
        }

        length = end + 2;
        return Outcome.Found;
    }

    /// <summary>Whether it has an optional minus, no plus and no leading zeros.</summary>
    private static bool IsPlainNumber(ReadOnlySpan<byte> text)
    {
        var digits = text is [(byte)'-', ..] ? text[1..] : text;
        return digits is [(byte)'0'] or [>= (byte)'1' and <= (byte)'9', ..] && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }
}
