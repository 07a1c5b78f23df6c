using DistCache.Node.Storage;

namespace DistCache.Node.Commands.Keys;

/// <summary>Keys of one slot: whether they are there, removing, renaming and copying them.</summary>
public sealed class KeyCommands(IEntryStore store)
{
    private static readonly KeyPositions Two = new(1, 2, 1);

    public IEnumerable<CommandDefinition> Definitions =>
    [
        new("del", -2, CommandFlags.Write, KeyPositions.All, Remove),
        new("unlink", -2, CommandFlags.Write | CommandFlags.Fast, KeyPositions.All, Remove),
        new("exists", -2, CommandFlags.ReadOnly | CommandFlags.Fast, KeyPositions.All, CountPresent),
        new("touch", -2, CommandFlags.ReadOnly | CommandFlags.Fast, KeyPositions.All, Touch),
        new("type", 2, CommandFlags.ReadOnly | CommandFlags.Fast, KeyPositions.One, Type),
        new("rename", 3, CommandFlags.Write, Two, Rename),
        new("renamenx", 3, CommandFlags.Write | CommandFlags.Fast, Two, RenameIfAbsent),
        new("copy", -3, CommandFlags.Write | CommandFlags.DenyOom, Two, Copy),
    ];

    private void Remove(in CommandContext context) =>
        CountKeys(context, static (entries, key, nowMs) => entries.Remove(key, nowMs));

    private void CountPresent(in CommandContext context) =>
        CountKeys(context, static (entries, key, nowMs) => entries.TryPeek(key, nowMs, out _));

    private void Touch(in CommandContext context) =>
        CountKeys(context, static (entries, key, nowMs) => entries.TryFind(key, nowMs, out _));

    /// <summary>Answers for how many of the keys something is true.</summary>
    private void CountKeys(in CommandContext context, Func<ISlotEntries, ReadOnlySpan<byte>, long, bool> isCounted)
    {
        var counted = 0;
        using var entries = store.Enter(context.Slot);
        for (var i = 1; i < context.Arguments.Count; i++)
        {
            counted += isCounted(entries, context.Arguments[i], context.NowMs) ? 1 : 0;
        }

        context.Reply.Integer(counted);
    }

    private void Type(in CommandContext context)
    {
        using var entries = store.Enter(context.Slot);
        context.Reply.SimpleString(entries.TryPeek(context.Arguments[1], context.NowMs, out _) ? "string"u8 : "none"u8);
    }

    private void Rename(in CommandContext context)
    {
        using var entries = store.Enter(context.Slot);
        var result = entries.Rename(context.Arguments[1], context.Arguments[2], context.NowMs);
        if (!context.Reply.WroteRefusal(result))
        {
            context.Reply.Ok();
        }
    }

    private void RenameIfAbsent(in CommandContext context)
    {
        using var entries = store.Enter(context.Slot);
        if (!entries.TryPeek(context.Arguments[1], context.NowMs, out _))
        {
            context.Reply.Error(CommandErrors.NoSuchKey);
            return;
        }

        if (entries.TryPeek(context.Arguments[2], context.NowMs, out _))
        {
            context.Reply.Integer(0);
            return;
        }

        ReplyDone(context, entries.Rename(context.Arguments[1], context.Arguments[2], context.NowMs));
    }

    private void Copy(in CommandContext context)
    {
        if (!TryParseCopyOptions(context, out var replace))
        {
            return;
        }

        var source = context.Arguments[1];
        var target = context.Arguments[2];
        if (source.SequenceEqual(target))
        {
            context.Reply.Error(CommandErrors.SameObject);
            return;
        }

        using var entries = store.Enter(context.Slot);
        if (!entries.TryPeek(source, context.NowMs, out _) || (!replace && entries.TryPeek(target, context.NowMs, out _)))
        {
            context.Reply.Integer(0);
            return;
        }

        ReplyDone(context, entries.Copy(source, target, context.NowMs));
    }

    private static bool TryParseCopyOptions(in CommandContext context, out bool replace)
    {
        replace = false;
        for (var i = 3; i < context.Arguments.Count; i++)
        {
            if (context.Arguments.Is(i, "REPLACE"u8))
            {
                replace = true;
            }
            else if (context.Arguments.Is(i, "DB"u8) && i + 1 < context.Arguments.Count)
            {
                var isInteger = Numbers.TryInteger(context.Arguments[++i], out var database);
                if (!isInteger || database != 0)
                {
                    context.Reply.Error(isInteger ? CommandErrors.DatabaseOutOfRange : CommandErrors.NotAnInteger);
                    return false;
                }
            }
            else
            {
                context.Reply.Error(CommandErrors.Syntax);
                return false;
            }
        }

        return true;
    }

    private static void ReplyDone(in CommandContext context, WriteResult result)
    {
        if (!context.Reply.WroteRefusal(result))
        {
            context.Reply.Integer(1);
        }
    }
}
