using System.Net;

namespace DistCache.Node.Serving;

/// <summary>Accepts connections and moves bytes between them and their request loops.</summary>
public interface IRespTransport : IAsyncDisposable
{
    /// <summary>Where it listens, with the real port when 0 was asked for.</summary>
    IPEndPoint EndPoint { get; }

    /// <exception cref="System.Net.Sockets.SocketException">The address cannot be had.</exception>
    void Start();

    /// <summary>Accepts nobody more, lets what was received be answered, closes. Connections that have not ended by then are cut.</summary>
    Task StopAsync(TimeSpan within);
}
