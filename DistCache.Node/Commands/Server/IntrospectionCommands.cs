using System.Text;
using DistCache.Core.Protocol;

namespace DistCache.Node.Commands.Server;

/// <summary><c>COMMAND</c>: which commands there are and where their keys stand.</summary>
public sealed class IntrospectionCommands
{
    private static readonly (CommandFlags Flag, string Name)[] FlagNames =
    [
        (CommandFlags.Write, "write"),
        (CommandFlags.ReadOnly, "readonly"),
        (CommandFlags.DenyOom, "denyoom"),
        (CommandFlags.Admin, "admin"),
        (CommandFlags.Fast, "fast"),
        (CommandFlags.NoAuth, "no_auth"),
    ];

    private readonly Func<CommandTable> _table;
    private readonly SubcommandSet _subcommands;

    /// <param name="table">Asked when a command runs, as the table is made of this one too.</param>
    public IntrospectionCommands(Func<CommandTable> table)
    {
        _table = table;
        _subcommands = new SubcommandSet("command",
        [
            new("count", 2, "", "Return the total number of commands in this server.", (in context) => context.Reply.Integer(_table().Count)),
            new("docs", -2, "[<command-name> ...]", "Return documentation details about multiple commands.", Docs),
            new("getkeys", -3, "<full-command>", "Return the keys from a full command.", GetKeys),
            new("info", -2, "[<command-name> ...]", "Return details about multiple commands.", Info),
            new("list", 2, "", "Return a list of all commands in this server.", List),
        ]);
    }

    public IEnumerable<CommandDefinition> Definitions => [new("command", -1, CommandFlags.None, KeyPositions.None, Execute) { Subcommands = _subcommands }];

    private void Execute(in CommandContext context)
    {
        if (context.Arguments.Count > 1)
        {
            _subcommands.Execute(context);
            return;
        }

        WriteAll(context.Reply);
    }

    private void WriteAll(RespWriter reply)
    {
        var commands = _table().All;
        reply.Array(commands.Length);
        foreach (var command in commands)
        {
            Write(reply, command);
        }
    }

    private void Info(in CommandContext context)
    {
        if (context.Arguments.Count == 2)
        {
            WriteAll(context.Reply);
            return;
        }

        context.Reply.Array(context.Arguments.Count - 2);
        for (var i = 2; i < context.Arguments.Count; i++)
        {
            if (_table().Find(context.Arguments[i]) is { } command)
            {
                Write(context.Reply, command);
            }
            else
            {
                context.Reply.NullArray();
            }
        }
    }

    private void List(in CommandContext context)
    {
        var commands = _table().All;
        context.Reply.Array(commands.Length);
        foreach (var command in commands)
        {
            context.Reply.BulkString(command.Name);
        }
    }

    /// <summary>The little that is kept of each; what they do is Redis's documentation and ours.</summary>
    private void Docs(in CommandContext context)
    {
        var found = new List<CommandDefinition>();
        foreach (var command in _table().All)
        {
            var isAsked = context.Arguments.Count == 2;
            for (var i = 2; i < context.Arguments.Count && !isAsked; i++)
            {
                isAsked = Ascii.EqualsIgnoreCase(context.Arguments[i], command.Name);
            }

            if (isAsked)
            {
                found.Add(command);
            }
        }

        context.Reply.Map(found.Count);
        foreach (var command in found)
        {
            context.Reply.BulkString(command.Name);
            context.Reply.Map(2);
            context.Reply.BulkString("summary"u8);
            context.Reply.BulkString(command.Name.StartsWith("dc.", StringComparison.Ordinal) ? "DistCache's own: see docs/protocol.md" : "As in Redis; see docs/protocol.md");
            context.Reply.BulkString("group"u8);
            context.Reply.BulkString(command.Keys.First > 0 ? "string" : "server");
        }
    }

    private void GetKeys(in CommandContext context)
    {
        var called = context.Arguments.From(2);
        if (_table().Find(called[0]) is not { } command)
        {
            context.Reply.Error("ERR Invalid command specified");
            return;
        }

        if (!command.AcceptsCount(called.Count))
        {
            context.Reply.Error("ERR Invalid number of arguments specified for command");
            return;
        }

        var keys = command.KeysIn(called);
        if (keys.First == 0)
        {
            context.Reply.Error("ERR The command has no key arguments");
            return;
        }

        var last = CommandKeys.LastIndex(keys, called.Count);
        context.Reply.Array(((last - keys.First) / keys.Step) + 1);
        for (var i = keys.First; i <= last; i += keys.Step)
        {
            context.Reply.BulkString(called[i]);
        }
    }

    private static void Write(RespWriter reply, CommandDefinition command)
    {
        reply.Array(10);
        reply.BulkString(command.Name);
        reply.Integer(command.Arity);
        var flags = FlagNames.Where(flag => command.Flags.HasFlag(flag.Flag)).Select(flag => flag.Name).ToList();
        reply.Set(flags.Count);
        foreach (var flag in flags)
        {
            reply.SimpleString(Encoding.ASCII.GetBytes(flag));
        }

        reply.Integer(command.Keys.First);
        reply.Integer(command.Keys.Last);
        reply.Integer(command.Keys.Step);

        // Access categories, tips, key specifications and subcommands: none are kept.
        reply.Set(0);
        reply.Array(0);
        reply.Array(0);
        reply.Array(0);
    }
}
