using System.Globalization;
using DistCache.Master.Nodes;

namespace DistCache.Master.Routing;

/// <summary><c>MOVED slot host:port</c>: the node is not the slot's primary and names who is, by its own topology.</summary>
internal static class RedirectError
{
    /// <param name="outcome">What became of a command; false for anything but this error.</param>
    /// <param name="host">May hold colons (IPv6), with or without brackets; empty: nobody was named.</param>
    /// <param name="port">The RESP port.</param>
    public static bool TryParse(in NodeOutcome outcome, out string host, out int port)
    {
        (host, port) = ("", 0);
        if (outcome.Kind != NodeOutcomeKind.Reply || !outcome.Reply.IsError || !outcome.Reply.Bytes.Span.StartsWith("MOVED "u8))
        {
            return false;
        }

        var parts = outcome.Reply.Text.Split(' ');
        if (parts is not ["MOVED", _, var address] || address.LastIndexOf(':') is not (>= 0 and var colon))
        {
            return false;
        }

        host = address[..colon].Trim('[', ']');
        return int.TryParse(address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port);
    }
}
