using System.Net;
using System.Net.Sockets;

namespace DistCache.Tests.Support;

/// <summary>Free ports of this machine in a row, for programs that are told their ports.</summary>
public static class PortBlocks
{
    /// <summary>Below the ports that the kernel gives to outgoing connections, which would come and go in between.</summary>
    private const int First = 20000;

    private const int Last = 31000;

    private static readonly Lock Gate = new();

    /// <summary>Test processes that run beside each other start at places of their own.</summary>
    private static int _next = First + (Environment.ProcessId * 97 % (Last - First));

    /// <summary>The first of <paramref name="count"/> ports that nobody listens on; given out once in a test run.</summary>
    public static int Take(int count)
    {
        lock (Gate)
        {
            for (var tried = 0; tried < Last - First; tried += count)
            {
                var start = _next + count <= Last ? _next : First;
                _next = start + count;
                if (Enumerable.Range(start, count).All(IsFree))
                {
                    return start;
                }
            }
        }

        throw new InvalidOperationException($"There are no {count} free ports in a row from {First} to {Last}.");
    }

    public static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = true };
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen(1);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
