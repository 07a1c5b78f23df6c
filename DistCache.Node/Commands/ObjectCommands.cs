using DistCache.Node.Storage;

namespace DistCache.Node.Commands;

/// <summary><c>OBJECT</c> and <c>MEMORY</c>: what an entry is and costs. Looking does not count as a use.</summary>
public sealed class ObjectCommands(IEntryStore store)
{
    /// <summary>Longest string that Redis keeps in one piece with its header.</summary>
    private const int EmbeddedBytesMax = 44;

    private const string NoFrequency = "ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note that when "
        + "switching between policies at runtime LRU and LFU data will take some time to adjust.";

    private static readonly KeyPositions AfterSubcommand = new(2, 2, 1);

    private static readonly string[] ObjectHelp =
    [
        "OBJECT <subcommand> [<arg> [value] [opt] ...]. Subcommands are:",
        "ENCODING <key>",
        "    Return the encoding that Redis would choose for the key's value: int, embstr or raw.",
        "FREQ <key>",
        "    Refused: frequencies of access are not counted.",
        "IDLETIME <key>",
        "    Return the seconds since the key was last read or written.",
        "REFCOUNT <key>",
        "    Return 1: values are not shared.",
        "HELP",
        "    Prints this help.",
    ];

    private static readonly string[] MemoryHelp =
    [
        "MEMORY <subcommand> [<arg> [value] [opt] ...]. Subcommands are:",
        "USAGE <key> [SAMPLES <count>]",
        "    Return the bytes that the key counts for against the node's limit.",
        "HELP",
        "    Prints this help.",
    ];

    public IEnumerable<CommandDefinition> Definitions =>
    [
        new("object", -2, CommandFlags.ReadOnly, AfterSubcommand, Object),
        new("memory", -2, CommandFlags.ReadOnly, AfterSubcommand, Memory),
    ];

    private void Object(in CommandContext context)
    {
        var arguments = context.Arguments;
        var subcommand = arguments.Is(1, "ENCODING"u8) ? "object|encoding"
            : arguments.Is(1, "FREQ"u8) ? "object|freq"
            : arguments.Is(1, "IDLETIME"u8) ? "object|idletime"
            : arguments.Is(1, "REFCOUNT"u8) ? "object|refcount"
            : arguments.Is(1, "HELP"u8) ? "object|help"
            : null;
        if (subcommand == null)
        {
            SubcommandErrors.Unknown(context, "OBJECT");
        }
        else if (arguments.Count != (subcommand == "object|help" ? 2 : 3))
        {
            context.Reply.Error(ReplyErrors.WrongArity(subcommand));
        }
        else if (arguments.Count == 2)
        {
            SubcommandErrors.Help(context.Reply, ObjectHelp);
        }
        else
        {
            Describe(context);
        }
    }

    private void Describe(in CommandContext context)
    {
        using var entries = store.Enter(context.Slot);
        if (!entries.TryPeek(context.Arguments[2], context.NowMs, out var entry))
        {
            context.Reply.Null();
        }
        else if (context.Arguments.Is(1, "ENCODING"u8))
        {
            context.Reply.BulkString(EncodingOf(entry.Value));
        }
        else if (context.Arguments.Is(1, "IDLETIME"u8))
        {
            context.Reply.Integer(Math.Max(0, (context.NowMs - entry.UsedAtMs) / 1000));
        }
        else if (context.Arguments.Is(1, "REFCOUNT"u8))
        {
            context.Reply.Integer(1);
        }
        else
        {
            context.Reply.Error(NoFrequency);
        }
    }

    private static ReadOnlySpan<byte> EncodingOf(ReadOnlySpan<byte> value) =>
        Numbers.TryInteger(value, out _) ? "int"u8
        : value.Length <= EmbeddedBytesMax ? "embstr"u8
        : "raw"u8;

    private void Memory(in CommandContext context)
    {
        var arguments = context.Arguments;
        if (arguments.Is(1, "HELP"u8) && arguments.Count == 2)
        {
            SubcommandErrors.Help(context.Reply, MemoryHelp);
        }
        else if (arguments.Is(1, "HELP"u8))
        {
            context.Reply.Error(ReplyErrors.WrongArity("memory|help"));
        }
        else if (!arguments.Is(1, "USAGE"u8))
        {
            SubcommandErrors.Unknown(context, "MEMORY");
        }
        else if (arguments.Count < 3)
        {
            context.Reply.Error(ReplyErrors.WrongArity("memory|usage"));
        }
        else if (HasValidSamples(context))
        {
            Usage(context);
        }
    }

    /// <summary>The number of samples is checked and ignored: a string is counted whole.</summary>
    private static bool HasValidSamples(in CommandContext context)
    {
        for (var i = 3; i < context.Arguments.Count; i += 2)
        {
            if (!context.Arguments.Is(i, "SAMPLES"u8) || i + 1 >= context.Arguments.Count)
            {
                context.Reply.Error(ReplyErrors.Syntax);
                return false;
            }

            if (!Numbers.TryInteger(context.Arguments[i + 1], out var samples) || samples < 0)
            {
                context.Reply.Error(samples < 0 ? ReplyErrors.Syntax : ReplyErrors.NotAnInteger);
                return false;
            }
        }

        return true;
    }

    private void Usage(in CommandContext context)
    {
        using var entries = store.Enter(context.Slot);
        if (entries.TryPeek(context.Arguments[2], context.NowMs, out var entry))
        {
            context.Reply.Integer(entry.MemoryBytes);
        }
        else
        {
            context.Reply.Null();
        }
    }
}
