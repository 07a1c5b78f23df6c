namespace DistCache.Node.Commands;

/// <summary>Executes one command.</summary>
public delegate void CommandHandler(in CommandContext context);

/// <summary>One command of the protocol, as <c>COMMAND</c> describes it and as the dispatcher checks it.</summary>
/// <param name="Name">In lower case.</param>
/// <param name="Arity">Number of arguments, the name included; negative: at least as many.</param>
/// <param name="Flags">What it does.</param>
/// <param name="Keys">Which arguments are keys.</param>
/// <param name="Execute">Runs it. Called only with an arity that fits and, where there are keys, for a slot that this node serves.</param>
public sealed record CommandDefinition(string Name, int Arity, CommandFlags Flags, KeyPositions Keys, CommandHandler Execute)
{
    /// <summary>Null for a command without subcommands.</summary>
    public SubcommandSet? Subcommands { get; init; }

    public bool AcceptsCount(int arguments) => Arity >= 0 ? arguments == Arity : arguments >= -Arity;

    /// <summary>
    /// Which arguments of one request are keys. <c>OBJECT HELP</c> has none, nor has a subcommand that does not exist: such a request is of
    /// no slot, so every node answers it.
    /// </summary>
    public KeyPositions KeysIn(in CommandArguments arguments) =>
        Keys.First > 0 && Keys.First < arguments.Count && (Subcommands is null || Subcommands.IsCall(arguments)) ? Keys : KeyPositions.None;
}
