namespace DistCache.Node.Commands;

/// <summary>What a command does; the names are those that <c>COMMAND INFO</c> answers.</summary>
[Flags]
public enum CommandFlags
{
    None = 0,

    /// <summary>Changes entries.</summary>
    Write = 1 << 0,

    /// <summary>Reads entries.</summary>
    ReadOnly = 1 << 1,

    /// <summary>May need memory: refused with <c>-OOM</c> when there is none.</summary>
    DenyOom = 1 << 2,

    /// <summary>For operators and for masters.</summary>
    Admin = 1 << 3,

    /// <summary>Takes constant time or logarithmic time.</summary>
    Fast = 1 << 4,

    /// <summary>May be called before signing in.</summary>
    NoAuth = 1 << 5,
}
