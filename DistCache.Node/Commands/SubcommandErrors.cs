using System.Text;
using DistCache.Core.Protocol;

namespace DistCache.Node.Commands;

/// <summary>What Redis answers to a container command whose subcommand is not right, and how it answers <c>HELP</c>.</summary>
internal static class SubcommandErrors
{
    /// <summary>As in Redis: how much of a client's words is repeated to it.</summary>
    private const int QuotedBytesMax = 128;

    public static void Unknown(in CommandContext context, string command)
    {
        var word = context.Arguments[1];
        var quoted = Encoding.Latin1.GetString(word[..Math.Min(word.Length, QuotedBytesMax)]);
        context.Reply.Error($"ERR unknown subcommand '{quoted}'. Try {command} HELP.");
    }

    public static void Help(RespWriter reply, string[] lines)
    {
        reply.Array(lines.Length);
        foreach (var line in lines)
        {
            reply.SimpleString(Encoding.ASCII.GetBytes(line));
        }
    }
}
