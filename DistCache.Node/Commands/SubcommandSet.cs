using System.Text;

namespace DistCache.Node.Commands;

/// <summary>A command that only leads to its subcommands, <c>HELP</c> among them.</summary>
public sealed class SubcommandSet(string command, IReadOnlyList<Subcommand> subcommands)
{
    public void Execute(in CommandContext context)
    {
        var name = context.Arguments[1];
        if (context.Arguments.Is(1, "HELP"u8))
        {
            WriteHelp(context);
            return;
        }

        foreach (var subcommand in subcommands)
        {
            if (!Ascii.EqualsIgnoreCase(name, subcommand.Name))
            {
                continue;
            }

            if (subcommand.AcceptsCount(context.Arguments.Count))
            {
                subcommand.Execute(context);
            }
            else
            {
                context.Reply.Error(CommandErrors.WrongArity($"{command}|{subcommand.Name}"));
            }

            return;
        }

        context.Reply.Error(CommandErrors.UnknownSubcommand(command, name));
    }

    private void WriteHelp(in CommandContext context)
    {
        context.Reply.Array((2 * subcommands.Count) + 3);
        context.Reply.BulkString($"{command.ToUpperInvariant()} <subcommand> [<arg> [value] [opt] ...]. Subcommands are:");
        foreach (var subcommand in subcommands)
        {
            context.Reply.BulkString($"{subcommand.Name.ToUpperInvariant()} {subcommand.Usage}".TrimEnd());
            context.Reply.BulkString("    " + subcommand.Help);
        }

        context.Reply.BulkString("HELP");
        context.Reply.BulkString("    Print this help.");
    }
}
