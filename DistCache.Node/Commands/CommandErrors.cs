using System.Text;
using DistCache.Core.Protocol;
using DistCache.Node.Storage;

namespace DistCache.Node.Commands;

/// <summary>
/// Error texts that more than one command answers, or that answer for a command before it runs: Redis's own words where it has any, as
/// clients match on some. What only one command says stands with that command.
/// </summary>
internal static class CommandErrors
{
    public const string Syntax = "ERR syntax error";
    public const string NotAnInteger = "ERR value is not an integer or out of range";
    public const string NotAFloat = "ERR value is not a valid float";
    public const string Overflow = "ERR increment or decrement would overflow";
    public const string DecrementOverflow = "ERR decrement would overflow";
    public const string NotFinite = "ERR increment would produce NaN or Infinity";
    public const string StringTooLong = "ERR string exceeds maximum allowed size (proto-max-bulk-len)";
    public const string OffsetOutOfRange = "ERR offset is out of range";
    public const string NoSuchKey = "ERR no such key";
    public const string SameObject = "ERR source and destination objects are the same";
    public const string InvalidCursor = "ERR invalid cursor";
    public const string OutOfMemory = "OOM command not allowed when used memory > 'maxmemory'.";
    public const string ContentTypeTooLong = "ERR content type exceeds 255 bytes";
    public const string InvalidVersion = "ERR version is not two unsigned integers";
    public const string DatabaseOutOfRange = "ERR DB index is out of range";
    public const string CrossSlot = "CROSSSLOT Keys in request don't hash to the same slot";
    public const string SlotNotServed = "CLUSTERDOWN Hash slot not served";
    public const string Internal = "ERR internal error";

    private const string KeyTooLong = "ERR key exceeds the maximum allowed size";

    /// <summary>As in Redis: how much of a client's words is repeated to it.</summary>
    private const int QuotedBytesMax = 128;

    public static string InvalidExpireTime(string command) => $"ERR invalid expire time in '{command}' command";

    /// <param name="command">In lower case; a subcommand's as <c>command|subcommand</c>.</param>
    public static string WrongArity(string command) => $"ERR wrong number of arguments for '{command}' command";

    public static string UnknownCommand(in CommandArguments arguments)
    {
        var text = new StringBuilder("ERR unknown command '").Append(Quote(arguments[0])).Append("', with args beginning with: ");
        var start = text.Length;
        for (var i = 1; i < arguments.Count && text.Length - start < QuotedBytesMax; i++)
        {
            text.Append('\'').Append(Quote(arguments[i], QuotedBytesMax - (text.Length - start))).Append("' ");
        }

        return text.ToString();
    }

    /// <param name="command">In lower case.</param>
    /// <param name="word">What stood where a subcommand should.</param>
    public static string UnknownSubcommand(string command, ReadOnlySpan<byte> word) =>
        $"ERR unknown subcommand '{Quote(word)}'. Try {command.ToUpperInvariant()} HELP.";

    /// <summary>Redis takes empty keys; here a key names an entry in the path of a URL too.</summary>
    public static string EmptyKey(int keyBytesMax) => $"ERR key is empty: a key has 1 to {keyBytesMax} bytes";

    public static string LongKey(int keyBytesMax) => $"ERR key is longer than {keyBytesMax} bytes";

    /// <summary>Sends the client to the slot's primary.</summary>
    public static string Moved(int slot, string host, int port) => $"MOVED {slot} {host}:{port}";

    /// <summary>A client's word as an error repeats it: its beginning, if it is long.</summary>
    public static string Quote(ReadOnlySpan<byte> word) => Quote(word, QuotedBytesMax);

    /// <summary>Answers why a write was refused, if it was.</summary>
    /// <returns>Whether it was; if not, the answer is still to be written.</returns>
    public static bool WroteRefusal(this RespWriter reply, WriteResult result)
    {
        if (result == WriteResult.Done)
        {
            return false;
        }

        reply.Error(result switch
        {
            WriteResult.OutOfMemory => OutOfMemory,
            WriteResult.KeyTooLong => KeyTooLong,
            WriteResult.ValueTooLong => StringTooLong,
            WriteResult.Absent => NoSuchKey,
            _ => throw new ArgumentOutOfRangeException(nameof(result), result, "is no result of a write"),
        });
        return true;
    }

    private static string Quote(ReadOnlySpan<byte> bytes, int bytesMax) => Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, bytesMax)]);
}
