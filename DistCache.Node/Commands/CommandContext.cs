using DistCache.Core.Hashing;
using DistCache.Core.Protocol;
using DistCache.Node.Sessions;

namespace DistCache.Node.Commands;

/// <summary>What a command's handler is given: exactly one value, or an error, has to be written to <see cref="Reply"/>.</summary>
public readonly ref struct CommandContext
{
    public required CommandArguments Arguments { get; init; }

    public required RespWriter Reply { get; init; }

    public required ClientSession Session { get; init; }

    /// <summary>The slot of the command's keys, checked to be one that this node serves; slot 0 for a command without keys.</summary>
    public SlotId Slot { get; init; }

    /// <summary>Unix time in milliseconds, read once for a batch of commands.</summary>
    public required long NowMs { get; init; }
}
