using System.Text;
using DistCache.Node.Storage;

namespace DistCache.Node.Commands.Scanning;

/// <summary>Walks over the keys of the whole node.</summary>
public sealed class ScanCommands(IEntryStore store)
{
    private const int CountDefault = 10;

    /// <summary>How many entries of a walk over everything are shown under one lock.</summary>
    private const int StepEntries = 1000;

    public IEnumerable<CommandDefinition> Definitions =>
    [
        new("scan", -2, CommandFlags.ReadOnly, KeyPositions.None, Scan),
        new("keys", 2, CommandFlags.ReadOnly, KeyPositions.None, Keys),
    ];

    private void Scan(in CommandContext context)
    {
        if (!Numbers.TryUnsigned(context.Arguments[1], out var cursor))
        {
            context.Reply.Error(CommandErrors.InvalidCursor);
            return;
        }

        if (!TryParseOptions(context, out var collector, out var count))
        {
            return;
        }

        var next = store.Scan(cursor, count, context.NowMs, collector);
        context.Reply.Array(2);
        context.Reply.BulkString(next.ToString());
        collector.WriteTo(context.Reply);
    }

    private void Keys(in CommandContext context)
    {
        var collector = new KeyCollector(context.Arguments[1].ToArray());
        var cursor = 0UL;
        do
        {
            cursor = store.Scan(cursor, StepEntries, context.NowMs, collector);
        }
        while (cursor != 0);

        collector.WriteTo(context.Reply);
    }

    private static bool TryParseOptions(in CommandContext context, out KeyCollector collector, out int count)
    {
        var arguments = context.Arguments;
        byte[]? pattern = null;
        var wantsStrings = true;
        (collector, count) = (new KeyCollector(), CountDefault);
        for (var i = 2; i < arguments.Count; i += 2)
        {
            var hasValue = i + 1 < arguments.Count;
            if (hasValue && arguments.Is(i, "MATCH"u8))
            {
                pattern = arguments[i + 1].ToArray();
            }
            else if (hasValue && arguments.Is(i, "TYPE"u8))
            {
                wantsStrings = Ascii.EqualsIgnoreCase(arguments[i + 1], "string"u8);
            }
            else if (!(hasValue && arguments.Is(i, "COUNT"u8)) || !TryReadCount(context, i + 1, out count))
            {
                ReplyOptionError(context, i);
                return false;
            }
        }

        collector = new KeyCollector(pattern, wantsStrings);
        return true;
    }

    private static bool TryReadCount(in CommandContext context, int argument, out int count)
    {
        var isCount = Numbers.TryInteger(context.Arguments[argument], out var number) && number >= 1;
        count = (int)Math.Min(number, int.MaxValue);
        return isCount;
    }

    private static void ReplyOptionError(in CommandContext context, int word)
    {
        var isCount = word + 1 < context.Arguments.Count && context.Arguments.Is(word, "COUNT"u8);
        var isNumber = isCount && Numbers.TryInteger(context.Arguments[word + 1], out _);
        context.Reply.Error(isCount && !isNumber ? CommandErrors.NotAnInteger : CommandErrors.Syntax);
    }
}
