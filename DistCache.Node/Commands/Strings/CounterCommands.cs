using System.Buffers.Text;
using System.Text;
using DistCache.Node.Storage;

namespace DistCache.Node.Commands.Strings;

/// <summary>Values that are numbers. Expiry and content type stay.</summary>
public sealed class CounterCommands(IEntryStore store)
{
    private const CommandFlags Writes = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast;

    public IEnumerable<CommandDefinition> Definitions =>
    [
        new("incr", 2, Writes, KeyPositions.One, Increment),
        new("decr", 2, Writes, KeyPositions.One, Decrement),
        new("incrby", 3, Writes, KeyPositions.One, IncrementBy),
        new("decrby", 3, Writes, KeyPositions.One, DecrementBy),
        new("incrbyfloat", 3, Writes, KeyPositions.One, IncrementByFloat),
    ];

    private void Increment(in CommandContext context) => Add(context, 1);

    private void Decrement(in CommandContext context) => Add(context, -1);

    private void IncrementBy(in CommandContext context)
    {
        if (TryReadAmount(context, out var amount))
        {
            Add(context, amount);
        }
    }

    private void DecrementBy(in CommandContext context)
    {
        if (!TryReadAmount(context, out var amount))
        {
            return;
        }

        if (amount == long.MinValue)
        {
            context.Reply.Error(CommandErrors.DecrementOverflow);
            return;
        }

        Add(context, -amount);
    }

    private static bool TryReadAmount(in CommandContext context, out long amount)
    {
        var isInteger = Numbers.TryInteger(context.Arguments[2], out amount);
        if (!isInteger)
        {
            context.Reply.Error(CommandErrors.NotAnInteger);
        }

        return isInteger;
    }

    private void Add(in CommandContext context, long amount)
    {
        using var entries = store.Enter(context.Slot);
        var number = 0L;
        if (entries.TryPeek(context.Arguments[1], context.NowMs, out var entry) && !Numbers.TryInteger(entry.Value, out number))
        {
            context.Reply.Error(CommandErrors.NotAnInteger);
            return;
        }

        if (amount < 0 ? number < long.MinValue - amount : number > long.MaxValue - amount)
        {
            context.Reply.Error(CommandErrors.Overflow);
            return;
        }

        Span<byte> digits = stackalloc byte[Numbers.IntegerBytesMax];
        Utf8Formatter.TryFormat(number + amount, digits, out var length);
        if (TryReplace(context, entries, digits[..length]))
        {
            context.Reply.Integer(number + amount);
        }
    }

    private void IncrementByFloat(in CommandContext context)
    {
        using var entries = store.Enter(context.Slot);
        var current = entries.TryPeek(context.Arguments[1], context.NowMs, out var entry) ? entry.Value : "0"u8;
        if (!Numbers.TryAdd(current, context.Arguments[2], out var sum))
        {
            context.Reply.Error(CommandErrors.NotAFloat);
            return;
        }

        if (sum == null)
        {
            context.Reply.Error(CommandErrors.NotFinite);
            return;
        }

        if (TryReplace(context, entries, Encoding.ASCII.GetBytes(sum)))
        {
            context.Reply.BulkString(sum);
        }
    }

    private static bool TryReplace(in CommandContext context, ISlotEntries entries, ReadOnlySpan<byte> digits)
    {
        var result = entries.Edit(context.Arguments[1], digits.Length, context.NowMs, out var value);
        if (context.Reply.WroteRefusal(result))
        {
            return false;
        }

        digits.CopyTo(value);
        return true;
    }
}
