using System.Text;
using DistCache.Core.Protocol;

namespace DistCache.Node.Commands;

/// <summary>Why a request never reaches its handler, in Redis's own words; clients match on some of them.</summary>
internal static class CommandErrors
{
    public const string CrossSlot = "CROSSSLOT Keys in request don't hash to the same slot";
    public const string SlotNotServed = "CLUSTERDOWN Hash slot not served";

    /// <summary>As in Redis: how much of a client's words is repeated to it.</summary>
    private const int QuotedBytesMax = 128;

    public static string UnknownCommand(in CommandArguments arguments)
    {
        var text = new StringBuilder("ERR unknown command '").Append(Quote(arguments[0], QuotedBytesMax)).Append("', with args beginning with: ");
        var start = text.Length;
        for (var i = 1; i < arguments.Count && text.Length - start < QuotedBytesMax; i++)
        {
            text.Append('\'').Append(Quote(arguments[i], QuotedBytesMax - (text.Length - start))).Append("' ");
        }

        return text.ToString();
    }

    private static string Quote(ReadOnlySpan<byte> bytes, int bytesMax) => Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, bytesMax)]);

    /// <summary>Sends the client to the slot's primary.</summary>
    public static void Moved(RespWriter reply, int slot, string host, int port) => reply.Error($"MOVED {slot} {host}:{port}");
}
