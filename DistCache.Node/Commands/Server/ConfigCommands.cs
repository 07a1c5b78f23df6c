using System.Text;
using DistCache.Node.Commands.Scanning;
using DistCache.Node.Storage;

namespace DistCache.Node.Commands.Server;

/// <summary><c>CONFIG</c>. What is set lasts as long as the process: settings are the environment's business.</summary>
public sealed class ConfigCommands
{
    private readonly ConfigParameters _parameters;
    private readonly CommandStatistics _statistics;
    private readonly IEntryStore _store;
    private readonly SubcommandSet _subcommands;

    public ConfigCommands(ConfigParameters parameters, CommandStatistics statistics, IEntryStore store)
    {
        _parameters = parameters;
        _statistics = statistics;
        _store = store;
        _subcommands = new SubcommandSet("config",
        [
            new("get", -3, "<pattern>", "Return parameters matching the glob-like <pattern> and their values.", Get),
            new("resetstat", 2, "", "Reset statistics reported by the INFO command.", ResetStatistics),
            new("rewrite", 2, "", "Refused: there is no configuration file to write to.", (in context) => context.Reply.Error("ERR The server is running without a config file")),
            new("set", -4, "<directive> <value>", "Set the configuration <directive> to <value>.", Set),
        ]);
    }

    public IEnumerable<CommandDefinition> Definitions => [_subcommands.ToDefinition(CommandFlags.Admin)];

    private void Get(in CommandContext context)
    {
        var found = new List<ConfigParameter>();
        foreach (var parameter in _parameters.All)
        {
            var name = Encoding.ASCII.GetBytes(parameter.Name);
            for (var i = 2; i < context.Arguments.Count; i++)
            {
                var pattern = Encoding.UTF8.GetString(context.Arguments[i]).ToLowerInvariant();
                if (GlobPattern.IsMatch(Encoding.UTF8.GetBytes(pattern), name))
                {
                    found.Add(parameter);
                    break;
                }
            }
        }

        context.Reply.Map(found.Count);
        foreach (var parameter in found)
        {
            context.Reply.BulkString(parameter.Name);
            context.Reply.BulkString(parameter.Read());
        }
    }

    /// <summary>All or nothing: everything is checked before anything is changed.</summary>
    private void Set(in CommandContext context)
    {
        var arguments = context.Arguments;
        if (arguments.Count % 2 != 0)
        {
            context.Reply.Error(CommandErrors.WrongArity("config|set"));
            return;
        }

        var changes = new List<(ConfigParameter Parameter, string Value)>();
        for (var i = 2; i < arguments.Count; i += 2)
        {
            var name = Encoding.UTF8.GetString(arguments[i]);
            var value = Encoding.UTF8.GetString(arguments[i + 1]);
            if (_parameters.Find(name) is not { } parameter)
            {
                context.Reply.Error($"ERR Unknown option or number of arguments for CONFIG SET - '{CommandErrors.Quote(arguments[i])}'");
                return;
            }

            var problem = parameter.Check is null ? "can't set immutable config" : parameter.Check(value);
            if (problem is not null)
            {
                context.Reply.Error($"ERR CONFIG SET failed (possibly related to argument '{parameter.Name}') - {problem}");
                return;
            }

            changes.Add((parameter, value));
        }

        foreach (var (parameter, value) in changes)
        {
            parameter.Apply?.Invoke(value);
        }

        context.Reply.Ok();
    }

    private void ResetStatistics(in CommandContext context)
    {
        _statistics.Reset();
        _store.ResetStatistics();
        context.Reply.Ok();
    }
}
