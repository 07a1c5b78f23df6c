namespace DistCache.Core.Protocol;

/// <summary>Splits a line typed by a person into arguments, by Redis's quoting rules.</summary>
/// <remarks>
/// Arguments are separated by white space. Within double quotes <c>\xHH</c>, <c>\n</c>, <c>\r</c>, <c>\t</c>, <c>\b</c> and <c>\a</c> mean a
/// byte and any other escaped character itself; within single quotes only <c>\'</c> is an escape. A closing quote ends its argument.
/// What an argument means is never longer than how it was written, so it is written over it.
/// </remarks>
internal static class InlineRequest
{
    /// <summary>Reads the next argument of a line.</summary>
    /// <param name="line">The line without its line feed; changed in place.</param>
    /// <param name="position">Where to start; afterwards, where the next argument may start.</param>
    /// <param name="argument">The argument, as a part of <paramref name="line"/>.</param>
    /// <returns>Whether there was one; null when quotes are not balanced.</returns>
    public static bool? Next(Span<byte> line, ref int position, out ArgumentRange argument)
    {
        argument = default;
        while (position < line.Length && IsSpace(line[position]))
        {
            position++;
        }

        if (position >= line.Length)
        {
            return false;
        }

        var start = position;
        var end = position;
        while (position < line.Length && !IsSpace(line[position]))
        {
            var current = line[position++];
            if (current is not ((byte)'"' or (byte)'\''))
            {
                line[end++] = current;
                continue;
            }

            if (!CopyQuoted(line, current, ref position, ref end))
            {
                return null;
            }

            break;
        }

        argument = new ArgumentRange(start, end - start);
        return true;
    }

    /// <summary>Where the first byte is that is not of an empty line.</summary>
    public static int SkipLineEnds(ReadOnlySpan<byte> buffer, int position)
    {
        while (buffer[position..] is [(byte)'\n', ..] or [(byte)'\r', (byte)'\n', ..])
        {
            position++;
        }

        return position;
    }

    /// <returns>Whether the quote was closed, and by the end of the argument.</returns>
    private static bool CopyQuoted(Span<byte> line, byte quote, ref int position, ref int end)
    {
        while (position < line.Length)
        {
            var current = line[position++];
            if (current == quote)
            {
                return position == line.Length || IsSpace(line[position]);
            }

            line[end++] = current == (byte)'\\' ? Unescape(line, quote, ref position) : current;
        }

        return false;
    }

    /// <param name="line">The line.</param>
    /// <param name="quote">The quote it stands in.</param>
    /// <param name="position">Just after the backslash; afterwards, after the escape.</param>
    private static byte Unescape(ReadOnlySpan<byte> line, byte quote, ref int position)
    {
        var rest = line[position..];
        if (quote == (byte)'\'')
        {
            var isQuote = rest is [(byte)'\'', ..];
            position += isQuote ? 1 : 0;
            return isQuote ? quote : (byte)'\\';
        }

        if (rest is [(byte)'x', var high, var low, ..] && char.IsAsciiHexDigit((char)high) && char.IsAsciiHexDigit((char)low))
        {
            position += 3;
            return (byte)((HexValue(high) << 4) | HexValue(low));
        }

        if (rest.IsEmpty)
        {
            return (byte)'\\';
        }

        position++;
        return rest[0] switch
        {
            (byte)'n' => (byte)'\n',
            (byte)'r' => (byte)'\r',
            (byte)'t' => (byte)'\t',
            (byte)'b' => (byte)'\b',
            (byte)'a' => (byte)'\a',
            var other => other,
        };
    }

    private static int HexValue(byte digit) => digit <= (byte)'9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private static bool IsSpace(byte b) => b is (byte)' ' or (>= (byte)'\t' and <= (byte)'\r');
}
