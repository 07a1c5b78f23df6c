namespace DistCache.Node.Commands;

/// <summary>One subcommand of a command such as <c>CLIENT</c>.</summary>
/// <param name="Name">In lower case.</param>
/// <param name="Arity">Number of arguments, both names included; negative: at least as many.</param>
/// <param name="Usage">Its arguments, as <c>HELP</c> shows them.</param>
/// <param name="Help">What it does, as <c>HELP</c> shows it.</param>
/// <param name="Execute">Runs it. Called only with an arity that fits.</param>
public sealed record Subcommand(string Name, int Arity, string Usage, string Help, CommandHandler Execute)
{
    public bool AcceptsCount(int arguments) => Arity >= 0 ? arguments == Arity : arguments >= -Arity;
}
