using System.Text;
using DistCache.Core.Hashing;
using DistCache.Core.Protocol;
using DistCache.Node.Commands;
using DistCache.Node.Sessions;
using DistCache.Node.Storage;
using DistCache.Node.Storage.Managed;

namespace DistCache.Tests.Node.Commands;

/// <summary>Runs the data commands on a store in this process, as a dispatcher would. Text is Latin-1: a character is a byte.</summary>
internal sealed class CommandRunner
{
    private readonly Dictionary<string, CommandDefinition> _commands;
    private readonly ClientSession _session = new(1, "client", "node", DateTimeOffset.UnixEpoch);
    private readonly RespWriter _reply = new();

    public CommandRunner(StoreOptions? options = null)
    {
        Store = new ManagedEntryStore(options ?? new StoreOptions(), new Random(1));
        _commands = DataCommands.Over(Store, new Random(2)).ToDictionary(command => command.Name);
    }

    public IEntryStore Store { get; }

    public IReadOnlyCollection<CommandDefinition> Commands => _commands.Values;

    public long NowMs { get; set; } = 1_700_000_000_000;

    public bool IsResp3 { get; set; }

    /// <summary>The reply, byte for byte.</summary>
    public string Run(params string[] words)
    {
        var command = _commands[words[0].ToLowerInvariant()];
        var buffer = Encoding.Latin1.GetBytes(string.Concat(words));
        var ranges = new ArgumentRange[words.Length];
        for (var (i, start) = (0, 0); i < words.Length; start += words[i++].Length)
        {
            ranges[i] = new ArgumentRange(start, words[i].Length);
        }

        _reply.Clear();
        _reply.IsResp3 = IsResp3;
        if (!command.AcceptsCount(words.Length))
        {
            _reply.Error($"ERR wrong number of arguments for '{command.Name}' command");
        }
        else
        {
            var arguments = new CommandArguments(buffer, ranges);
            var first = command.KeysIn(arguments).First;
            command.Execute(new CommandContext
            {
                Arguments = arguments,
                Reply = _reply,
                Session = _session,
                Slot = first > 0 ? SlotId.OfKey(Encoding.Latin1.GetBytes(words[first])) : default,
                NowMs = NowMs,
            });
        }

        return Encoding.Latin1.GetString(_reply.Written.Span);
    }

    /// <summary>Runs one line of words without spaces in them; the reply's lines are joined by spaces.</summary>
    public string Line(string line) => Run(line.Split(' ')).TrimEnd().Replace("\r\n", " ");
}
