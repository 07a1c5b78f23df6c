using System.Buffers.Text;
using System.Globalization;
using System.Numerics;

namespace DistCache.Node.Commands;

/// <summary>Numbers in arguments and values, read as strictly as Redis reads them.</summary>
internal static class Numbers
{
    /// <summary>Sign and 19 digits.</summary>
    public const int IntegerBytesMax = 20;

    /// <summary>Redis prints floating point numbers with so many digits behind the point, then drops the zeros at the end.</summary>
    private const int FractionDigitsMax = 17;

    /// <summary>No number needs more, and reading one takes time in proportion.</summary>
    private const int FloatBytesMax = 256;

    /// <summary>Reads the one way in which an integer is written: no plus sign, no leading zero, no space, no minus zero.</summary>
    public static bool TryInteger(ReadOnlySpan<byte> text, out long number)
    {
        number = 0;
        if (text.Length is 0 or > IntegerBytesMax)
        {
            return false;
        }

        var digits = text[0] == '-' ? text[1..] : text;
        var isCanonical = digits.Length > 0 && (digits[0] is >= (byte)'1' and <= (byte)'9' || (digits[0] == '0' && text.Length == 1));
        return isCanonical && Utf8Parser.TryParse(text, out number, out var used) && used == text.Length;
    }

    /// <summary>As <see cref="TryInteger(ReadOnlySpan{byte}, out long)"/>, for a number from <paramref name="min"/> to <paramref name="max"/>.</summary>
    public static bool TryInteger(ReadOnlySpan<byte> text, int min, int max, out int number)
    {
        var isInRange = TryInteger(text, out var any) && any >= min && any <= max;
        number = isInRange ? (int)any : 0;
        return isInRange;
    }

    /// <summary>Reads an unsigned integer, leading zeros allowed.</summary>
    public static bool TryUnsigned(ReadOnlySpan<byte> text, out ulong number) =>
        Utf8Parser.TryParse(text, out number, out var used) && used == text.Length && text[0] != '+';

    /// <summary>
    /// Adds two numbers in decimal notation. Exact up to 28 digits, where Redis's 19-digit binary numbers may differ in the last
    /// place; beyond, as exact as 64-bit floating point.
    /// </summary>
    /// <returns>False: one of them is no number.</returns>
    public static bool TryAdd(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, out string? sum)
    {
        sum = null;
        if (TryDecimal(left, out var exactLeft) && TryDecimal(right, out var exactRight) && TryAddExactly(exactLeft, exactRight, out sum))
        {
            return true;
        }

        if (!TryDouble(left, out var leftNumber) || !TryDouble(right, out var rightNumber))
        {
            return false;
        }

        var total = leftNumber + rightNumber;
        sum = double.IsFinite(total) ? new BigInteger(total).ToString() : null;
        return true;
    }

    private static bool TryAddExactly(decimal left, decimal right, out string? sum)
    {
        try
        {
            var rounded = Math.Round(left + right, FractionDigitsMax);
            sum = rounded == 0 ? "0" : rounded.ToString("0.#################", CultureInfo.InvariantCulture);
            return true;
        }
        catch (OverflowException)
        {
            // System.Decimal has no addition that tells of an overflow in another way.
            sum = null;
            return false;
        }
    }

    private static bool TryDecimal(ReadOnlySpan<byte> text, out decimal number)
    {
        number = 0;
        return text.Length is > 0 and <= FloatBytesMax
            && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture, out number);
    }

    private static bool TryDouble(ReadOnlySpan<byte> text, out double number)
    {
        number = 0;
        return text.Length is > 0 and <= FloatBytesMax && !char.IsWhiteSpace((char)text[0]) && (IsInfinity(text, out number)
            || (double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture, out number) && !double.IsNaN(number)));
    }

    private static bool IsInfinity(ReadOnlySpan<byte> text, out double number)
    {
        var isNegative = text[0] == '-';
        var word = isNegative || text[0] == '+' ? text[1..] : text;
        number = isNegative ? double.NegativeInfinity : double.PositiveInfinity;
        return System.Text.Ascii.EqualsIgnoreCase(word, "inf"u8) || System.Text.Ascii.EqualsIgnoreCase(word, "infinity"u8);
    }
}
