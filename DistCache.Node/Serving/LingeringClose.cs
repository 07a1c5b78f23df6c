using System.Net.Sockets;

namespace DistCache.Node.Serving;

/// <summary>Closes sockets of refused clients so that they read the error that was sent to them, even amid sending.</summary>
/// <remarks>
/// A socket that is closed with bytes unread makes the kernel send a reset, and a reset overtakes the error: the client then sees nothing but
/// a broken connection. So the sending side is shut first, and what still comes is read and dropped until the client closes too or a limit is
/// reached; then the reset is the client's own doing.
/// </remarks>
#pragma warning disable CA1001 // Cancelling is all that has to be done to its source, and late sockets still ask it.
internal sealed class LingeringClose(TimeProvider clock)
#pragma warning restore CA1001
{
    /// <summary>Dropped of one client at the most: the largest value that a node takes unless told otherwise, which a client may be amid.</summary>
    internal const int BytesMax = 16 * 1024 * 1024;

    /// <summary>Sockets that linger at once; further ones are closed at once, so that a flood of refused clients costs no more files.</summary>
    internal const int SocketsMax = 128;

    private const int BufferBytes = 16 * 1024;

    /// <summary>How long one client may take.</summary>
    internal static readonly TimeSpan Within = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stopping = new();
    private int _count;

    /// <summary>Takes a socket over to its end. Callers need not wait for that.</summary>
    /// <returns>Completes when the socket is closed; never fails.</returns>
    public async Task CloseAsync(Socket socket)
    {
        using (socket)
        {
            if (Interlocked.Increment(ref _count) <= SocketsMax)
            {
                await DrainAsync(socket);
            }

            Interlocked.Decrement(ref _count);
        }
    }

    /// <summary>Ends all that linger.</summary>
    public Task StopAsync() => _stopping.CancelAsync();

    private async Task DrainAsync(Socket socket)
    {
        try
        {
            using var limit = new CancellationTokenSource(Within, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _stopping.Token);
            socket.Shutdown(SocketShutdown.Send);

            // Whoever calls has others to serve, and a fast client could keep it here to the limit.
            await Task.Yield();
            var dropped = new byte[BufferBytes];
            for (var total = 0; total < BytesMax;)
            {
                var count = await socket.ReceiveAsync(dropped, either.Token);
                if (count == 0)
                {
                    return;
                }

                total += count;
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client was faster, or too slow, or the node stops.
        }
    }
}
