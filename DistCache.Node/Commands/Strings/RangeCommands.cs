using DistCache.Node.Storage;

namespace DistCache.Node.Commands.Strings;

/// <summary>Parts of values, read and written in place.</summary>
public sealed class RangeCommands(IEntryStore store)
{
    private const CommandFlags Writes = CommandFlags.Write | CommandFlags.DenyOom;

    public IEnumerable<CommandDefinition> Definitions =>
    [
        new("append", 3, Writes | CommandFlags.Fast, KeyPositions.One, Append),
        new("setrange", 4, Writes, KeyPositions.One, SetRange),
        new("getrange", 4, CommandFlags.ReadOnly, KeyPositions.One, GetRange),
        new("substr", 4, CommandFlags.ReadOnly, KeyPositions.One, GetRange),
    ];

    private void Append(in CommandContext context)
    {
        var key = context.Arguments[1];
        var suffix = context.Arguments[2];
        using var entries = store.Enter(context.Slot);
        var length = entries.TryPeek(key, context.NowMs, out var entry) ? entry.Value.Length : 0;
        WriteAt(context, entries, length, length + (long)suffix.Length, suffix);
    }

    private void SetRange(in CommandContext context)
    {
        var part = context.Arguments[3];
        if (!Numbers.TryInteger(context.Arguments[2], out var offset))
        {
            context.Reply.Error(CommandErrors.NotAnInteger);
            return;
        }

        if (offset < 0)
        {
            context.Reply.Error(CommandErrors.OffsetOutOfRange);
            return;
        }

        using var entries = store.Enter(context.Slot);
        var length = entries.TryPeek(context.Arguments[1], context.NowMs, out var entry) ? entry.Value.Length : 0;
        if (part.IsEmpty)
        {
            context.Reply.Integer(length);
            return;
        }

        var end = offset > long.MaxValue - part.Length ? long.MaxValue : offset + part.Length;
        WriteAt(context, entries, offset, Math.Max(end, length), part);
    }

    private void WriteAt(in CommandContext context, ISlotEntries entries, long offset, long length, ReadOnlySpan<byte> part)
    {
        if (length > store.Options.ValueBytesMax)
        {
            context.Reply.Error(CommandErrors.StringTooLong);
            return;
        }

        var result = entries.Edit(context.Arguments[1], (int)length, context.NowMs, out var value);
        if (context.Reply.WroteRefusal(result))
        {
            return;
        }

        part.CopyTo(value[(int)offset..]);
        context.Reply.Integer(length);
    }

    private void GetRange(in CommandContext context)
    {
        if (!Numbers.TryInteger(context.Arguments[2], out var start) || !Numbers.TryInteger(context.Arguments[3], out var end))
        {
            context.Reply.Error(CommandErrors.NotAnInteger);
            return;
        }

        using var entries = store.Enter(context.Slot);
        if (entries.TryFind(context.Arguments[1], context.NowMs, out var entry))
        {
            context.Reply.BulkString(entry.Value[Cut(start, end, entry.Value.Length)]);
        }
        else
        {
            context.Reply.BulkString([]);
        }
    }

    /// <summary>The part from start to end, both included; negative ones count from the end of the value.</summary>
    private static Range Cut(long start, long end, int length)
    {
        if (start < 0 && end < 0 && start > end)
        {
            return ..0;
        }

        var first = Math.Max(start < 0 ? length + start : start, 0);
        var last = Math.Min(Math.Max(end < 0 ? length + end : end, 0), length - 1L);
        return first > last ? ..0 : (int)first..(int)(last + 1);
    }
}
