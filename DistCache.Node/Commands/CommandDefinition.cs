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
    public bool AcceptsCount(int arguments) => Arity >= 0 ? arguments == Arity : arguments >= -Arity;
}
