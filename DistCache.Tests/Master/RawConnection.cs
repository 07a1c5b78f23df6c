using System.Net.Sockets;
using System.Text;

namespace DistCache.Tests.Master;

/// <summary>HTTP as bytes, so that a test can ask for what no client library would.</summary>
internal sealed class RawConnection(Socket socket) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly NetworkStream _stream = new(socket, ownsSocket: true);

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await _stream.WriteAsync(bytes).AsTask().WaitAsync(Limit);

    /// <summary>One request without a body.</summary>
    public async Task<RawResponse> AskAsync(string method, string target, string headers = "")
    {
        await SendAsync($"{method} {target} HTTP/1.1\r\nHost: test\r\n{headers}\r\n");
        return await ReadAsync(hasBody: method != "HEAD");
    }

    /// <summary>Reads one response with a Content-Length.</summary>
    public async Task<RawResponse> ReadAsync(bool hasBody = true)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await _stream.ReadAsync(one).AsTask().WaitAsync(Limit);
            read.ShouldBe(1, $"the master closed the connection after '{head}'");
            head.Append((char)one[0]);
        }

        var lines = head.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[hasBody && headers.TryGetValue("Content-Length", out var length) ? int.Parse(length) : 0];
        await _stream.ReadExactlyAsync(body).AsTask().WaitAsync(Limit);
        return new RawResponse(int.Parse(lines[0].Split(' ')[1]), headers, body);
    }

    /// <summary>Awaits the next byte or the end; false: a byte came.</summary>
    public async Task<bool> IsClosedAsync() => await _stream.ReadAsync(new byte[1]).AsTask().WaitAsync(Limit) == 0;

    public void Dispose() => _stream.Dispose();
}

/// <summary>A response read as bytes.</summary>
internal sealed record RawResponse(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);
}
