using System.Text;
using DistCache.Node.Sessions;

namespace DistCache.Node.Commands.Connection;

/// <summary><c>CLIENT KILL</c>, in its old form (an address) and its new one (filters that must all fit).</summary>
internal static class ClientKill
{
    public static void Execute(SessionRegistry sessions, in CommandContext context)
    {
        if (context.Arguments.Count == 3)
        {
            KillAddress(sessions, context);
            return;
        }

        var filter = new Filter { SkipSelf = true };
        if (TryReadFilter(context.Arguments, ref filter) is { } error)
        {
            context.Reply.Error(error);
            return;
        }

        var killed = 0;
        foreach (var session in sessions.All)
        {
            if (filter.Fits(session) && !(filter.SkipSelf && session == context.Session))
            {
                Kill(session, context.Session);
                killed++;
            }
        }

        context.Reply.Integer(killed);
    }

    /// <summary>Ids start at 1.</summary>
    public static bool TryReadId(ReadOnlySpan<byte> text, out long id) => Numbers.TryInteger(text, out id) && id > 0;

    private static void KillAddress(SessionRegistry sessions, in CommandContext context)
    {
        var address = Encoding.ASCII.GetString(context.Arguments[2]);
        var session = sessions.All.FirstOrDefault(session => session.RemoteAddress == address);
        if (session is null)
        {
            context.Reply.Error("ERR No such client");
            return;
        }

        Kill(session, context.Session);
        context.Reply.Ok();
    }

    /// <summary>Who kills itself still gets its answer.</summary>
    private static void Kill(ClientSession session, ClientSession self)
    {
        if (session == self)
        {
            session.CloseAfterReply = true;
        }
        else
        {
            session.Disconnect();
        }
    }

    private static string? TryReadFilter(in CommandArguments arguments, ref Filter filter)
    {
        if (arguments.Count % 2 != 0)
        {
            return CommandErrors.Syntax;
        }

        for (var i = 2; i < arguments.Count; i += 2)
        {
            var value = Encoding.ASCII.GetString(arguments[i + 1]);
            if (arguments.Is(i, "ID"u8))
            {
                if (!TryReadId(arguments[i + 1], out filter.Id))
                {
                    return "ERR client-id should be greater than 0";
                }
            }
            else if (arguments.Is(i, "ADDR"u8))
            {
                filter.Address = value;
            }
            else if (arguments.Is(i, "LADDR"u8))
            {
                filter.LocalAddress = value;
            }
            else if (TryReadKind(arguments, i, ref filter) is { } error)
            {
                return error;
            }
        }

        return null;
    }

    private static string? TryReadKind(in CommandArguments arguments, int i, ref Filter filter)
    {
        if (arguments.Is(i, "SKIPME"u8) && (arguments.Is(i + 1, "YES"u8) || arguments.Is(i + 1, "NO"u8)))
        {
            filter.SkipSelf = arguments.Is(i + 1, "YES"u8);
            return null;
        }

        if (arguments.Is(i, "TYPE"u8))
        {
            filter.IsNobody |= !arguments.Is(i + 1, "NORMAL"u8);
            return null;
        }

        if (arguments.Is(i, "USER"u8))
        {
            return ConnectionCommands.CheckUser(arguments[i + 1]) is null ? null : $"ERR No such user '{CommandErrors.Quote(arguments[i + 1])}'";
        }

        return CommandErrors.Syntax;
    }

    private struct Filter
    {
        public long Id;
        public string? Address;
        public string? LocalAddress;
        public bool SkipSelf;

        /// <summary>A type that no connection here has.</summary>
        public bool IsNobody;

        public readonly bool Fits(ClientSession session) =>
            !IsNobody
            && (Id == 0 || session.Id == Id)
            && (Address is null || session.RemoteAddress == Address)
            && (LocalAddress is null || session.LocalAddress == LocalAddress);
    }
}
