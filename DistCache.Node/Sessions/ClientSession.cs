namespace DistCache.Node.Sessions;

/// <summary>What a node knows of one connection.</summary>
public sealed class ClientSession(long id, string remoteAddress, string localAddress, DateTimeOffset connectedAt)
{
    /// <summary>Unique for the life of the process, as in <c>CLIENT ID</c>.</summary>
    public long Id { get; } = id;

    public string RemoteAddress { get; } = remoteAddress;

    public string LocalAddress { get; } = localAddress;

    public DateTimeOffset ConnectedAt { get; } = connectedAt;

    /// <summary>As set by <c>CLIENT SETNAME</c> or <c>HELLO SETNAME</c>; empty where it was not.</summary>
    public string Name { get; set; } = "";

    /// <summary>2 or 3, as chosen by <c>HELLO</c>.</summary>
    public int ProtocolVersion { get; set; } = 2;

    /// <summary>Whether <c>READONLY</c> was said.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>Set by a handler: send what is written and close.</summary>
    public bool CloseAfterReply { get; set; }
}
