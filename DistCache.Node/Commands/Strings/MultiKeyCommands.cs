using DistCache.Node.Storage;

namespace DistCache.Node.Commands.Strings;

/// <summary>Several values of one slot at once.</summary>
public sealed class MultiKeyCommands(IEntryStore store)
{
    public IEnumerable<CommandDefinition> Definitions =>
    [
        new("mget", -2, CommandFlags.ReadOnly | CommandFlags.Fast, KeyPositions.All, GetMany),
        new("mset", -3, CommandFlags.Write | CommandFlags.DenyOom, KeyPositions.Pairs, SetMany),
        new("msetnx", -3, CommandFlags.Write | CommandFlags.DenyOom, KeyPositions.Pairs, SetManyIfAbsent),
    ];

    private void GetMany(in CommandContext context)
    {
        var arguments = context.Arguments;
        context.Reply.Array(arguments.Count - 1);
        using var entries = store.Enter(context.Slot);
        for (var i = 1; i < arguments.Count; i++)
        {
            if (entries.TryFind(arguments[i], context.NowMs, out var entry))
            {
                context.Reply.BulkString(entry.Value);
            }
            else
            {
                context.Reply.Null();
            }
        }
    }

    private void SetMany(in CommandContext context)
    {
        if (!HasPairs(context, "mset"))
        {
            return;
        }

        using var entries = store.Enter(context.Slot);
        var result = SetAll(context, entries);
        if (!context.Reply.WroteRefusal(result))
        {
            context.Reply.Ok();
        }
    }

    private void SetManyIfAbsent(in CommandContext context)
    {
        if (!HasPairs(context, "msetnx"))
        {
            return;
        }

        using var entries = store.Enter(context.Slot);
        for (var i = 1; i < context.Arguments.Count; i += 2)
        {
            if (entries.TryPeek(context.Arguments[i], context.NowMs, out _))
            {
                context.Reply.Integer(0);
                return;
            }
        }

        var result = SetAll(context, entries);
        if (!context.Reply.WroteRefusal(result))
        {
            context.Reply.Integer(1);
        }
    }

    private static bool HasPairs(in CommandContext context, string command)
    {
        var hasPairs = context.Arguments.Count % 2 == 1;
        if (!hasPairs)
        {
            context.Reply.Error(CommandErrors.WrongArity(command));
        }

        return hasPairs;
    }

    /// <summary>Whether one write is refused depends on its own sizes alone, so all are asked first: either all are done or none.</summary>
    private WriteResult SetAll(in CommandContext context, ISlotEntries entries)
    {
        var arguments = context.Arguments;
        for (var i = 1; i < arguments.Count; i += 2)
        {
            var result = store.Admit(arguments[i].Length, attributesBytes: 0, arguments[i + 1].Length);
            if (result != WriteResult.Done)
            {
                return result;
            }
        }

        for (var i = 1; i < arguments.Count; i += 2)
        {
            var result = entries.Set(arguments[i], arguments[i + 1], [], expiresAtMs: 0, context.NowMs);
            if (result != WriteResult.Done)
            {
                return result;
            }
        }

        return WriteResult.Done;
    }
}
