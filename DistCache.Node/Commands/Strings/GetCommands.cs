using DistCache.Node.Commands.Expiry;
using DistCache.Node.Storage;

namespace DistCache.Node.Commands.Strings;

/// <summary><c>GET</c> and its relatives: whole values, read, and read with a change of their expiry.</summary>
public sealed class GetCommands(IEntryStore store)
{
    public IEnumerable<CommandDefinition> Definitions =>
    [
        new("get", 2, CommandFlags.ReadOnly | CommandFlags.Fast, KeyPositions.One, Get),
        new("getex", -2, CommandFlags.Write | CommandFlags.Fast, KeyPositions.One, GetWithExpiry),
        new("getdel", 2, CommandFlags.Write | CommandFlags.Fast, KeyPositions.One, GetAndDelete),
        new("strlen", 2, CommandFlags.ReadOnly | CommandFlags.Fast, KeyPositions.One, Length),
    ];

    private void Get(in CommandContext context)
    {
        using var entries = store.Enter(context.Slot);
        TryReply(context, entries);
    }

    private void GetWithExpiry(in CommandContext context)
    {
        if (!SetOptions.TryParseGetEx(context.Arguments, 2, out var options))
        {
            context.Reply.Error(CommandErrors.Syntax);
            return;
        }

        using var entries = store.Enter(context.Slot);
        if (!entries.TryFind(context.Arguments[1], context.NowMs, out var entry))
        {
            context.Reply.Null();
            return;
        }

        var expiresAtMs = 0L;
        if (options.Unit == ExpiryUnit.None
            || ExpiryTimes.TryReadPositive(context, options.ExpiryArgument, options.Unit, "getex", out expiresAtMs))
        {
            context.Reply.BulkString(entry.Value);
            var hasExpiry = entry.ExpiresAtMs != 0;
            if (options.Unit != ExpiryUnit.None || (options.Persist && hasExpiry))
            {
                entries.ExpireAt(context.Arguments[1], expiresAtMs, context.NowMs);
            }
        }
    }

    private void GetAndDelete(in CommandContext context)
    {
        using var entries = store.Enter(context.Slot);
        if (TryReply(context, entries))
        {
            entries.Remove(context.Arguments[1], context.NowMs);
        }
    }

    private void Length(in CommandContext context)
    {
        using var entries = store.Enter(context.Slot);
        context.Reply.Integer(entries.TryFind(context.Arguments[1], context.NowMs, out var entry) ? entry.Value.Length : 0);
    }

    private static bool TryReply(in CommandContext context, ISlotEntries entries)
    {
        var isPresent = entries.TryFind(context.Arguments[1], context.NowMs, out var entry);
        if (isPresent)
        {
            context.Reply.BulkString(entry.Value);
        }
        else
        {
            context.Reply.Null();
        }

        return isPresent;
    }
}
