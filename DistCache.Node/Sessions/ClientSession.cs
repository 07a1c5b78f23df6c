namespace DistCache.Node.Sessions;

/// <summary>What a node knows of one connection.</summary>
/// <remarks>Changed by the connection's own commands only; others read it for <c>CLIENT LIST</c>, where a moment's lag does no harm.</remarks>
public sealed class ClientSession(long id, string remoteAddress, string localAddress, DateTimeOffset connectedAt)
{
    private Action? _disconnect;

    /// <summary>Unique for the life of the process, as in <c>CLIENT ID</c>.</summary>
    public long Id { get; } = id;

    public string RemoteAddress { get; } = remoteAddress;

    public string LocalAddress { get; } = localAddress;

    public DateTimeOffset ConnectedAt { get; } = connectedAt;

    /// <summary>As set by <c>CLIENT SETNAME</c> or <c>HELLO SETNAME</c>; empty where it was not.</summary>
    public string Name { get; set; } = "";

    /// <summary>As set by <c>CLIENT SETINFO LIB-NAME</c>.</summary>
    public string LibraryName { get; set; } = "";

    /// <summary>As set by <c>CLIENT SETINFO LIB-VER</c>.</summary>
    public string LibraryVersion { get; set; } = "";

    /// <summary>2 or 3, as chosen by <c>HELLO</c>.</summary>
    public int ProtocolVersion { get; set; } = 2;

    /// <summary>Whether <c>READONLY</c> was said.</summary>
    public bool IsReadOnly { get; set; }

    public ReplyMode ReplyMode { get; set; }

    /// <summary>Set by a handler: send what is written and close.</summary>
    public bool CloseAfterReply { get; set; }

    /// <summary>Name of the command that ran last; empty before the first.</summary>
    public string LastCommand { get; set; } = "";

    /// <summary>Unix time in milliseconds at which bytes last came or went.</summary>
    public long ActiveAtMs { get; set; } = connectedAt.ToUnixTimeMilliseconds();

    /// <summary>Bytes that were received and wait for the rest of their request.</summary>
    public int PendingBytes { get; set; }

    /// <summary>Whether the connection waits for the client to take a reply.</summary>
    public bool IsSending { get; set; }

    /// <summary>Says how the connection is cut from outside.</summary>
    public void OnDisconnect(Action disconnect) => _disconnect = disconnect;

    /// <summary>Cuts the connection; safe from any thread and at any time.</summary>
    public void Disconnect() => _disconnect?.Invoke();
}
