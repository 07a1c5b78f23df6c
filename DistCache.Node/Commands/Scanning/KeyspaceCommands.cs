using DistCache.Node.Storage;

namespace DistCache.Node.Commands.Scanning;

/// <summary>The node's entries as a whole.</summary>
public sealed class KeyspaceCommands(IEntryStore store, Random random)
{
    private readonly Lock _randomGate = new();

    public IEnumerable<CommandDefinition> Definitions =>
    [
        new("dbsize", 1, CommandFlags.ReadOnly | CommandFlags.Fast, KeyPositions.None, Size),
        new("randomkey", 1, CommandFlags.ReadOnly, KeyPositions.None, RandomKey),
        new("flushall", -1, CommandFlags.Write, KeyPositions.None, Flush),
        new("flushdb", -1, CommandFlags.Write, KeyPositions.None, Flush),
    ];

    private void Size(in CommandContext context) => context.Reply.Integer(store.Count);

    private void RandomKey(in CommandContext context)
    {
        byte[]? key;
        lock (_randomGate)
        {
            key = store.RandomKey(random, context.NowMs);
        }

        if (key == null)
        {
            context.Reply.Null();
        }
        else
        {
            context.Reply.BulkString(key);
        }
    }

    /// <summary>Forgetting all entries frees their memory in the background in either mode.</summary>
    private void Flush(in CommandContext context)
    {
        var arguments = context.Arguments;
        if (arguments.Count > 2 || (arguments.Count == 2 && !arguments.Is(1, "SYNC"u8) && !arguments.Is(1, "ASYNC"u8)))
        {
            context.Reply.Error(CommandErrors.Syntax);
            return;
        }

        store.Clear();
        context.Reply.Ok();
    }
}
