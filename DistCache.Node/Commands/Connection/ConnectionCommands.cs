using DistCache.Node.Sessions;

namespace DistCache.Node.Commands.Connection;

/// <summary>Commands that concern nothing but the connection.</summary>
public sealed class ConnectionCommands
{
    private const CommandFlags Flags = CommandFlags.Fast | CommandFlags.NoAuth;

    public IEnumerable<CommandDefinition> Definitions =>
    [
        new("ping", -1, Flags, KeyPositions.None, Ping),
        new("echo", 2, Flags, KeyPositions.None, (in context) => context.Reply.BulkString(context.Arguments[1])),
        new("quit", -1, Flags, KeyPositions.None, Quit),
        new("reset", 1, Flags, KeyPositions.None, Reset),
        new("select", 2, Flags, KeyPositions.None, Select),
        new("auth", -2, Flags, KeyPositions.None, Auth),
        new("readonly", 1, Flags, KeyPositions.None, (in context) => SetReadOnly(context, true)),
        new("readwrite", 1, Flags, KeyPositions.None, (in context) => SetReadOnly(context, false)),

        // A slot moves at once, not key by key, so there is never a half of it to ask.
        new("asking", 1, Flags, KeyPositions.None, (in context) => context.Reply.Ok()),
        new("hello", -1, Flags, KeyPositions.None, HelloCommand.Execute),
    ];

    /// <returns>The error, or null: the user may come in.</returns>
    /// <remarks>There is one user and it has no password, so any will do, as in Redis.</remarks>
    internal static string? CheckUser(ReadOnlySpan<byte> user) => user.SequenceEqual(RedisCompatibility.DefaultUserBytes)
        ? null
        : "WRONGPASS invalid username-password pair or user is disabled.";

    private static void Ping(in CommandContext context)
    {
        switch (context.Arguments.Count)
        {
            case 1:
                context.Reply.SimpleString("PONG"u8);
                break;
            case 2:
                context.Reply.BulkString(context.Arguments[1]);
                break;
            default:
                context.Reply.Error(CommandErrors.WrongArity("ping"));
                break;
        }
    }

    private static void Quit(in CommandContext context)
    {
        context.Session.CloseAfterReply = true;
        context.Reply.Ok();
    }

    private static void Reset(in CommandContext context)
    {
        var session = context.Session;
        session.Name = "";
        session.IsReadOnly = false;
        session.ReplyMode = ReplyMode.On;
        session.ProtocolVersion = 2;
        context.Reply.IsResp3 = false;
        context.Reply.SimpleString("RESET"u8);
    }

    private static void Select(in CommandContext context)
    {
        if (!Numbers.TryInteger(context.Arguments[1], int.MinValue, int.MaxValue, out var index))
        {
            context.Reply.Error(CommandErrors.NotAnInteger);
        }
        else if (index != 0)
        {
            context.Reply.Error("ERR SELECT is not allowed in cluster mode");
        }
        else
        {
            context.Reply.Ok();
        }
    }

    private static void Auth(in CommandContext context)
    {
        switch (context.Arguments.Count)
        {
            case 2:
                context.Reply.Error(
                    "ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?");
                break;
            case 3 when CheckUser(context.Arguments[1]) is { } error:
                context.Reply.Error(error);
                break;
            case 3:
                context.Reply.Ok();
                break;
            default:
                context.Reply.Error(CommandErrors.Syntax);
                break;
        }
    }

    private static void SetReadOnly(in CommandContext context, bool value)
    {
        context.Session.IsReadOnly = value;
        context.Reply.Ok();
    }
}
