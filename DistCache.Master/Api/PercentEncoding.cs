using System.Text;

namespace DistCache.Master.Api;

/// <summary>Decodes percent-encoded text into the bytes it stands for, once.</summary>
public static class PercentEncoding
{
    /// <param name="text">Characters beyond ASCII stand for their UTF-8 bytes.</param>
    /// <param name="bytes">At least three times as long as <paramref name="text"/>.</param>
    /// <param name="isPlusSpace">Whether <c>+</c> is a space, as in a query.</param>
    /// <param name="length">Bytes written.</param>
    /// <returns>False when a percent sign is not followed by two hexadecimal digits.</returns>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes, bool isPlusSpace, out int length)
    {
        length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '%':
                    if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                    {
                        return false;
                    }

                    bytes[length++] = (byte)((HexValue(text[i + 1]) << 4) | HexValue(text[i + 2]));
                    i += 2;
                    break;
                case '+' when isPlusSpace:
                    bytes[length++] = (byte)' ';
                    break;
                case < '\x80':
                    bytes[length++] = (byte)c;
                    break;
                default:
                    var count = i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]) ? 2 : 1;
                    length += Encoding.UTF8.GetBytes(text.Slice(i, count), bytes[length..]);
                    i += count - 1;
                    break;
            }
        }

        return true;
    }

    private static int HexValue(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
