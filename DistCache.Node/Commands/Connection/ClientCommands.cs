using System.Text;
using DistCache.Node.Sessions;

namespace DistCache.Node.Commands.Connection;

/// <summary><c>CLIENT</c>: what the node knows of its connections, and what one of them wants.</summary>
public sealed class ClientCommands
{
    private readonly SessionRegistry _sessions;
    private readonly SubcommandSet _subcommands;

    public ClientCommands(SessionRegistry sessions)
    {
        _sessions = sessions;
        _subcommands = new SubcommandSet("client",
        [
            new("getname", 2, "", "Return the name of the current connection.", GetName),
            new("id", 2, "", "Return the ID of the current connection.", (in context) => context.Reply.Integer(context.Session.Id)),
            new("info", 2, "", "Return information about the current connection.", (in context) => context.Reply.Verbatim(ClientLine.Of(context.Session, context.NowMs) + "\n")),
            new("kill", -3, "<ip:port>|<option> <value> ...", "Kill connections. Options: ID, ADDR, LADDR, TYPE, USER, SKIPME.", (in context) => ClientKill.Execute(_sessions, context)),
            new("list", -2, "[TYPE NORMAL] [ID <client-id> ...]", "Return information about client connections.", List),
            new("no-evict", 3, "(ON|OFF)", "Accepted: connections are never evicted here.", OnOrOff),
            new("no-touch", 3, "(OFF)", "Only OFF: commands always count as uses of their keys.", NoTouch),
            new("reply", 3, "(ON|OFF|SKIP)", "Control the replies sent to the current connection.", Reply),
            new("setinfo", 4, "<option> <value>", "Set client meta attributes: LIB-NAME, LIB-VER.", SetInfo),
            new("setname", 3, "<name>", "Assign a name to the current connection.", SetName),
            new("tracking", -3, "(OFF)", "Only OFF: there is no client-side caching.", Tracking),
        ]);
    }

    public IEnumerable<CommandDefinition> Definitions => [_subcommands.ToDefinition(CommandFlags.Admin | CommandFlags.NoAuth)];

    private static void GetName(in CommandContext context)
    {
        if (context.Session.Name.Length == 0)
        {
            context.Reply.Null();
        }
        else
        {
            context.Reply.BulkString(context.Session.Name);
        }
    }

    private static void SetName(in CommandContext context)
    {
        if (!ClientName.TryRead(context.Arguments[2], out var name))
        {
            context.Reply.Error(ClientName.Error);
            return;
        }

        context.Session.Name = name;
        context.Reply.Ok();
    }

    private static void SetInfo(in CommandContext context)
    {
        var isName = context.Arguments.Is(2, "LIB-NAME"u8);
        if (!isName && !context.Arguments.Is(2, "LIB-VER"u8))
        {
            context.Reply.Error($"ERR Unrecognized option '{CommandErrors.Quote(context.Arguments[2])}'");
            return;
        }

        if (!ClientName.TryRead(context.Arguments[3], out var value))
        {
            context.Reply.Error($"ERR {(isName ? "lib-name" : "lib-ver")} cannot contain spaces, newlines or special characters.");
            return;
        }

        context.Session.LibraryName = isName ? value : context.Session.LibraryName;
        context.Session.LibraryVersion = isName ? context.Session.LibraryVersion : value;
        context.Reply.Ok();
    }

    private static void Reply(in CommandContext context)
    {
        var arguments = context.Arguments;
        if (arguments.Is(2, "ON"u8))
        {
            context.Session.ReplyMode = ReplyMode.On;
            context.Reply.Ok();
        }
        else if (arguments.Is(2, "OFF"u8) || arguments.Is(2, "SKIP"u8))
        {
            context.Session.ReplyMode = arguments.Is(2, "OFF"u8) || context.Session.ReplyMode == ReplyMode.Off ? ReplyMode.Off : ReplyMode.SkipNext;
        }
        else
        {
            context.Reply.Error(CommandErrors.Syntax);
        }
    }

    private static void OnOrOff(in CommandContext context)
    {
        if (context.Arguments.Is(2, "ON"u8) || context.Arguments.Is(2, "OFF"u8))
        {
            context.Reply.Ok();
        }
        else
        {
            context.Reply.Error(CommandErrors.Syntax);
        }
    }

    private static void NoTouch(in CommandContext context)
    {
        if (context.Arguments.Is(2, "OFF"u8))
        {
            context.Reply.Ok();
        }
        else
        {
            context.Reply.Error("ERR CLIENT NO-TOUCH ON is not supported: commands always count as uses of their keys");
        }
    }

    private static void Tracking(in CommandContext context)
    {
        if (context.Arguments.Is(2, "OFF"u8))
        {
            context.Reply.Ok();
        }
        else
        {
            context.Reply.Error("ERR client-side caching (CLIENT TRACKING) is not supported by this server");
        }
    }

    private void List(in CommandContext context)
    {
        var arguments = context.Arguments;
        var ids = new HashSet<long>();
        var isNormalWanted = true;
        if (arguments.Count >= 4 && arguments.Is(2, "ID"u8))
        {
            for (var i = 3; i < arguments.Count; i++)
            {
                if (!ClientKill.TryReadId(arguments[i], out var id))
                {
                    context.Reply.Error("ERR Invalid client ID");
                    return;
                }

                ids.Add(id);
            }
        }
        else if (arguments.Count == 4 && arguments.Is(2, "TYPE"u8))
        {
            isNormalWanted = arguments.Is(3, "NORMAL"u8);
        }
        else if (arguments.Count > 2)
        {
            context.Reply.Error(CommandErrors.Syntax);
            return;
        }

        var text = new StringBuilder();
        foreach (var session in _sessions.All.Where(session => isNormalWanted && (ids.Count == 0 || ids.Contains(session.Id))).OrderBy(session => session.Id))
        {
            text.Append(ClientLine.Of(session, context.NowMs)).Append('\n');
        }

        context.Reply.Verbatim(text.ToString());
    }
}
