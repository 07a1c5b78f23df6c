using DistCache.Node.Storage;

namespace DistCache.Node.Commands.Keys;

/// <summary><c>OBJECT</c> and <c>MEMORY</c>: what an entry is and costs. Looking does not count as a use.</summary>
public sealed class ObjectCommands
{
    /// <summary>Longest string that Redis keeps in one piece with its header.</summary>
    private const int EmbeddedBytesMax = 44;

    private const string NoFrequency = "ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note that when "
        + "switching between policies at runtime LRU and LFU data will take some time to adjust.";

    private static readonly KeyPositions AfterSubcommand = new(2, 2, 1);

    private readonly IEntryStore _store;
    private readonly SubcommandSet _object;
    private readonly SubcommandSet _memory;

    public ObjectCommands(IEntryStore store)
    {
        _store = store;
        _object = new SubcommandSet("object",
        [
            new("encoding", 3, "<key>", "Return the encoding that Redis would choose for the key's value: int, embstr or raw.", Encoding),
            new("freq", 3, "<key>", "Refused: frequencies of access are not counted.", Frequency),
            new("idletime", 3, "<key>", "Return the seconds since the key was last read or written.", IdleTime),
            new("refcount", 3, "<key>", "Return 1: values are not shared.", ReferenceCount),
        ]);
        _memory = new SubcommandSet("memory",
        [
            new("usage", -3, "<key> [SAMPLES <count>]", "Return the bytes that the key counts for against the node's limit.", Usage),
        ]);
    }

    public IEnumerable<CommandDefinition> Definitions =>
    [
        _object.ToDefinition(CommandFlags.ReadOnly, AfterSubcommand),
        _memory.ToDefinition(CommandFlags.ReadOnly, AfterSubcommand),
    ];

    private void Encoding(in CommandContext context)
    {
        using var entries = _store.Enter(context.Slot);
        if (TryPeek(context, entries, out var entry))
        {
            context.Reply.BulkString(EncodingOf(entry.Value));
        }
    }

    private void Frequency(in CommandContext context)
    {
        using var entries = _store.Enter(context.Slot);
        if (TryPeek(context, entries, out _))
        {
            context.Reply.Error(NoFrequency);
        }
    }

    private void IdleTime(in CommandContext context)
    {
        using var entries = _store.Enter(context.Slot);
        if (TryPeek(context, entries, out var entry))
        {
            context.Reply.Integer(Math.Max(0, (context.NowMs - entry.UsedAtMs) / 1000));
        }
    }

    private void ReferenceCount(in CommandContext context)
    {
        using var entries = _store.Enter(context.Slot);
        if (TryPeek(context, entries, out _))
        {
            context.Reply.Integer(1);
        }
    }

    private void Usage(in CommandContext context)
    {
        if (!HasValidSamples(context))
        {
            return;
        }

        using var entries = _store.Enter(context.Slot);
        if (TryPeek(context, entries, out var entry))
        {
            context.Reply.Integer(entry.MemoryBytes);
        }
    }

    /// <returns>False: there is no entry, and that has been answered.</returns>
    private static bool TryPeek(in CommandContext context, ISlotEntries entries, out EntryView entry)
    {
        var isPresent = entries.TryPeek(context.Arguments[2], context.NowMs, out entry);
        if (!isPresent)
        {
            context.Reply.Null();
        }

        return isPresent;
    }

    private static ReadOnlySpan<byte> EncodingOf(ReadOnlySpan<byte> value) =>
        Numbers.TryInteger(value, out _) ? "int"u8
        : value.Length <= EmbeddedBytesMax ? "embstr"u8
        : "raw"u8;

    /// <summary>The number of samples is checked and ignored: a string is counted whole.</summary>
    private static bool HasValidSamples(in CommandContext context)
    {
        for (var i = 3; i < context.Arguments.Count; i += 2)
        {
            if (!context.Arguments.Is(i, "SAMPLES"u8) || i + 1 >= context.Arguments.Count)
            {
                context.Reply.Error(CommandErrors.Syntax);
                return false;
            }

            if (!Numbers.TryInteger(context.Arguments[i + 1], out var samples) || samples < 0)
            {
                context.Reply.Error(samples < 0 ? CommandErrors.Syntax : CommandErrors.NotAnInteger);
                return false;
            }
        }

        return true;
    }
}
