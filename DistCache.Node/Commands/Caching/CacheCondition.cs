using DistCache.Node.Storage;

namespace DistCache.Node.Commands.Caching;

/// <summary>What must be true of an entry for <c>DC.SET</c> or <c>DC.DEL</c> to change it.</summary>
internal readonly struct CacheCondition
{
    private readonly Kind _kind;
    private readonly EntryVersion _version;

    private CacheCondition(Kind kind, EntryVersion version = default)
    {
        _kind = kind;
        _version = version;
    }

    private enum Kind
    {
        None,
        Version,
        Present,
        Absent,
    }

    public bool IsGiven => _kind != Kind.None;

    /// <summary>Reads a condition that starts at an argument and steps <paramref name="i"/> to the condition's last.</summary>
    /// <returns>False: there is none, or the error has been written.</returns>
    public static bool TryRead(in CommandContext context, ref int i, out CacheCondition condition, out bool isError)
    {
        var arguments = context.Arguments;
        (condition, isError) = (default, false);
        if (arguments.Is(i, "IFANY"u8) || arguments.Is(i, "IFNONE"u8))
        {
            condition = new CacheCondition(arguments.Is(i, "IFANY"u8) ? Kind.Present : Kind.Absent);
            return true;
        }

        if (!arguments.Is(i, "IFMATCH"u8) || i + 2 >= arguments.Count)
        {
            return false;
        }

        if (!Numbers.TryUnsigned(arguments[i + 1], out var epoch) || !Numbers.TryUnsigned(arguments[i + 2], out var sequence))
        {
            context.Reply.Error(CommandErrors.InvalidVersion);
            isError = true;
            return false;
        }

        condition = new CacheCondition(Kind.Version, new EntryVersion(epoch, sequence));
        i += 2;
        return true;
    }

    public bool IsMetBy(bool isPresent, in EntryVersion version) => _kind switch
    {
        Kind.Version => isPresent && version == _version,
        Kind.Present => isPresent,
        Kind.Absent => !isPresent,
        _ => true,
    };
}
