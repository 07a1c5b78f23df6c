using System.Text;

namespace DistCache.Node.Commands;

/// <summary>A command that only leads to its subcommands, <c>HELP</c> among them.</summary>
/// <param name="command">Its name, in lower case.</param>
/// <param name="subcommands">In the order in which <c>HELP</c> shows them.</param>
public sealed class SubcommandSet(string command, IReadOnlyList<Subcommand> subcommands)
{
    private const string Help = "help";

    private const int HelpArity = 2;

    /// <param name="flags">Of all subcommands together.</param>
    /// <param name="keys">Where those subcommands that have keys have them.</param>
    public CommandDefinition ToDefinition(CommandFlags flags, KeyPositions keys = default) => new(command, -2, flags, keys, Execute) { Subcommands = this };

    /// <summary>Whether a request calls one of the subcommands, with as many arguments as that takes; <c>HELP</c> is none of them.</summary>
    public bool IsCall(in CommandArguments arguments) => Find(arguments[1])?.AcceptsCount(arguments.Count) == true;

    public void Execute(in CommandContext context)
    {
        var arguments = context.Arguments;
        if (Find(arguments[1]) is { } subcommand)
        {
            if (subcommand.AcceptsCount(arguments.Count))
            {
                subcommand.Execute(context);
            }
            else
            {
                context.Reply.Error(CommandErrors.WrongArity($"{command}|{subcommand.Name}"));
            }
        }
        else if (!Ascii.EqualsIgnoreCase(arguments[1], Help))
        {
            context.Reply.Error(CommandErrors.UnknownSubcommand(command, arguments[1]));
        }
        else if (arguments.Count != HelpArity)
        {
            context.Reply.Error(CommandErrors.WrongArity($"{command}|{Help}"));
        }
        else
        {
            WriteHelp(context);
        }
    }

    private Subcommand? Find(ReadOnlySpan<byte> name)
    {
        foreach (var subcommand in subcommands)
        {
            if (Ascii.EqualsIgnoreCase(name, subcommand.Name))
            {
                return subcommand;
            }
        }

        return null;
    }

    private void WriteHelp(in CommandContext context)
    {
        string[] lines =
        [
            $"{command.ToUpperInvariant()} <subcommand> [<arg> [value] [opt] ...]. Subcommands are:",
            .. subcommands.SelectMany(subcommand => new[] { $"{subcommand.Name.ToUpperInvariant()} {subcommand.Usage}".TrimEnd(), "    " + subcommand.Help }),
            "HELP",
            "    Prints this help.",
        ];
        context.Reply.Array(lines.Length);
        foreach (var line in lines)
        {
            context.Reply.SimpleString(Encoding.ASCII.GetBytes(line));
        }
    }
}
