using DistCache.Node.Sessions;

namespace DistCache.Node.Commands.Connection;

/// <summary>One line of <c>CLIENT LIST</c>: Redis's fields as far as they mean something here.</summary>
internal static class ClientLine
{
    public static string Of(ClientSession session, long nowMs) =>
        $"id={session.Id} addr={session.RemoteAddress} laddr={session.LocalAddress} name={session.Name}"
        + $" age={Seconds(nowMs - session.ConnectedAt.ToUnixTimeMilliseconds())} idle={Seconds(nowMs - session.ActiveAtMs)}"
        + $" flags={(session.IsReadOnly ? "r" : "N")} db=0 qbuf={session.PendingBytes}"
        + $" cmd={(session.LastCommand.Length == 0 ? "NULL" : session.LastCommand)} user={RedisCompatibility.DefaultUser}"
        + $" resp={session.ProtocolVersion} lib-name={session.LibraryName} lib-ver={session.LibraryVersion}";

    private static long Seconds(long milliseconds) => Math.Max(0, milliseconds / 1000);
}
