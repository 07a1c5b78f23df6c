using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace DistCache.Master.Api;

/// <summary>Which ports a master listens on, and the server's own limits.</summary>
internal static class MasterListeners
{
    /// <summary>The rest of a request line: method, path and parameters other than the key and a short value.</summary>
    private const int RequestLineRest = 8 * 1024;

    /// <summary>Kestrel's default is none.</summary>
    private const int ConnectionsMax = 20_000;

    /// <summary><c>SOL_SOCKET</c> and <c>SO_REUSEPORT</c> of Linux: .NET has no name for it.</summary>
    private const int SolSocket = 1;

    private const int SoReusePort = 15;

    public static void Configure(KestrelServerOptions kestrel, MasterOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestLineSize = (3 * options.KeyBytesMax) + RequestLineRest;
        kestrel.Limits.MaxRequestBufferSize = Math.Max(kestrel.Limits.MaxRequestBufferSize ?? 0, kestrel.Limits.MaxRequestLineSize);
        kestrel.Limits.MaxConcurrentConnections = ConnectionsMax;
        // Each operation has its own limit; the server's would end the connection with the request.
        kestrel.Limits.MaxRequestBodySize = null;
        var address = AddressOf(options.Host);
        kestrel.Listen(new IPEndPoint(address, options.Port), listen => listen.Protocols = HttpProtocols.Http1);
        if (options.SharedPort > 0)
        {
            kestrel.Listen(new SharedEndPoint(address, options.SharedPort), listen => listen.Protocols = HttpProtocols.Http1);
        }
    }

    public static void ConfigureSockets(SocketTransportOptions sockets) =>
        sockets.CreateBoundListenSocket = endpoint => endpoint is SharedEndPoint shared ? BindShared(shared) : SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);

    private static Socket BindShared(SharedEndPoint endpoint)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (OperatingSystem.IsLinux())
        {
            Span<byte> on = stackalloc byte[sizeof(int)];
            MemoryMarshal.Write(on, 1);
            socket.SetRawSocketOption(SolSocket, SoReusePort, on);
        }

        try
        {
            socket.Bind(endpoint);
            return socket;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            socket.Dispose();
            throw new AddressInUseException(e.Message, e);
        }
    }

    private static IPAddress AddressOf(string host) =>
        host is "*" ? IPAddress.IPv6Any
        : host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
        : IPAddress.Parse(host);

    /// <summary>An endpoint that is to be bound together with others.</summary>
    private sealed class SharedEndPoint(IPAddress address, int port) : IPEndPoint(address, port);
}
