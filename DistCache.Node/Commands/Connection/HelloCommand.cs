namespace DistCache.Node.Commands.Connection;

/// <summary><c>HELLO [2|3 [AUTH user password] [SETNAME name]]</c>: chooses the protocol and tells who answers.</summary>
internal static class HelloCommand
{
    public static void Execute(in CommandContext context)
    {
        if (TryApply(context) is { } error)
        {
            context.Reply.Error(error);
            return;
        }

        var reply = context.Reply;
        reply.Map(7);
        reply.BulkString("server"u8);
        reply.BulkString("redis"u8);
        reply.BulkString("version"u8);
        reply.BulkString(RedisCompatibility.Version);
        reply.BulkString("proto"u8);
        reply.Integer(context.Session.ProtocolVersion);
        reply.BulkString("id"u8);
        reply.Integer(context.Session.Id);
        reply.BulkString("mode"u8);
        reply.BulkString("cluster"u8);
        reply.BulkString("role"u8);
        reply.BulkString("master"u8);
        reply.BulkString("modules"u8);
        reply.Array(0);
    }

    /// <summary>Checks all options before it changes anything.</summary>
    /// <returns>The error, or null.</returns>
    private static string? TryApply(in CommandContext context)
    {
        var arguments = context.Arguments;
        if (arguments.Count == 1)
        {
            return null;
        }

        if (!Numbers.TryInteger(arguments[1], int.MinValue, int.MaxValue, out var version))
        {
            return "ERR Protocol version is not an integer or out of range";
        }

        if (version is not (2 or 3))
        {
            return "NOPROTO unsupported protocol version";
        }

        var name = context.Session.Name;
        for (var i = 2; i < arguments.Count;)
        {
            if (arguments.Is(i, "AUTH"u8) && i + 2 < arguments.Count)
            {
                if (ConnectionCommands.CheckUser(arguments[i + 1]) is { } error)
                {
                    return error;
                }

                i += 3;
            }
            else if (arguments.Is(i, "SETNAME"u8) && i + 1 < arguments.Count)
            {
                if (!ClientName.TryRead(arguments[i + 1], out name))
                {
                    return ClientName.Error;
                }

                i += 2;
            }
            else
            {
                return $"ERR Syntax error in HELLO option '{CommandErrors.Quote(arguments[i])}'";
            }
        }

        context.Session.Name = name;
        context.Session.ProtocolVersion = version;
        context.Reply.IsResp3 = version == 3;
        return null;
    }
}
