namespace DistCache.Node.Sessions;

/// <summary>Which replies a client wants, as set by <c>CLIENT REPLY</c>.</summary>
public enum ReplyMode
{
    On,

    /// <summary>None, that of the command that said so included.</summary>
    Off,

    /// <summary>Set by <c>CLIENT REPLY SKIP</c>: neither its own nor the next one.</summary>
    SkipNext,

    /// <summary>Not the one of the command that comes next.</summary>
    Skip,
}
