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
                context.Reply.Error(ReplyErrors.WrongArity($"{command}|{subcommand.Name}"));
            }

            return;
        }

        SubcommandErrors.Unknown(context, command.ToUpperInvariant());
    }

    private void WriteHelp(in CommandContext context)
    {
        SubcommandErrors.Help(context.Reply,
        [
            $"{command.ToUpperInvariant()} <subcommand> [<arg> [value] [opt] ...]. Subcommands are:",
            .. subcommands.SelectMany(subcommand => new[] { $"{subcommand.Name.ToUpperInvariant()} {subcommand.Usage}".TrimEnd(), "    " + subcommand.Help }),
            "HELP",
            "    Print this help.",
        ]);
    }
}
