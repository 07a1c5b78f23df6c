using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using DistCache.Core.Protocol;

namespace DistCache.Tests.Master;

/// <summary>A real socket server with a dictionary that answers the commands a master sends, or what the test puts in their place.</summary>
internal sealed class FakeNode : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly List<Socket> _sockets = [];
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _commandCame = new(0);
    private long _sequence;

    public FakeNode(int port = 0)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    public ulong Epoch { get; set; } = 7;

    /// <summary>Every command received, its arguments as Latin-1 text.</summary>
    public ConcurrentQueue<string[]> Commands { get; } = new();

    public int Connections => _sockets.Count;

    /// <summary>What to do instead of answering; null: answer.</summary>
    public Func<string[], Instead?> Intercept { get; set; } = _ => null;

    public abstract record Instead
    {
        /// <summary>Sends these bytes.</summary>
        public sealed record Send(string Wire) : Instead;

        /// <summary>Carries it out or not, and says nothing.</summary>
        public sealed record Silence : Instead;

        /// <summary>Breaks the connection.</summary>
        public sealed record Hangup : Instead;
    }

    /// <summary>Waits until one more command has come than was awaited before.</summary>
    public async Task CommandCameAsync() =>
        (await _commandCame.WaitAsync(TimeSpan.FromSeconds(10))).ShouldBeTrue("no further command reached the fake node within 10 s");

    public void HangUpAll()
    {
        lock (_sockets)
        {
            _sockets.ForEach(socket => socket.Dispose());
        }
    }

    public void Put(string key, byte[] value, string contentType = "")
    {
        lock (_entries)
        {
            _entries[key] = new Entry(value, contentType, ++_sequence, -1);
        }
    }

    public bool Holds(string key)
    {
        lock (_entries)
        {
            return _entries.ContainsKey(key);
        }
    }

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        HangUpAll();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync();
                lock (_sockets)
                {
                    _sockets.Add(socket);
                }

                _ = ServeAsync(socket);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The end of the test.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        var reader = new RespReplyReader();
        var buffer = new byte[64 * 1024];
        var length = 0;
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(length)) is > 0 and var received)
            {
                length += received;
                var start = 0;
                RespReadStatus status;
                do
                {
                    status = reader.Read(buffer.AsSpan(start, length - start), out var consumed, out var command);
                    start += consumed;
                    if (status == RespReadStatus.Complete
                        && !await AnswerAsync(socket, [.. command.Items.ToArray().Select(item => item.Bytes.ToArray())]))
                    {
                        return;
                    }
                }
                while (status == RespReadStatus.Complete);

                length -= start;
                buffer.AsSpan(start, length).CopyTo(buffer);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The master or the test has hung up.
        }
    }

    private async Task<bool> AnswerAsync(Socket socket, byte[][] arguments)
    {
        var texts = arguments.Select(Encoding.Latin1.GetString).ToArray();
        Commands.Enqueue(texts);
        var instead = Intercept(texts);
        var writer = new RespWriter();
        if (instead is null)
        {
            lock (_entries)
            {
                Carry(texts, arguments, writer);
            }
        }

        _commandCame.Release();
        switch (instead)
        {
            case Instead.Hangup:
                socket.Dispose();
                return false;
            case Instead.Send send:
                await socket.SendAsync(Encoding.Latin1.GetBytes(send.Wire));
                return true;
            case null:
                await SendAllAsync(socket, writer.Written);
                return true;
            default:
                return true;
        }
    }

    private void Carry(string[] texts, byte[][] arguments, RespWriter writer)
    {
        var entry = texts.Length > 1 ? _entries.GetValueOrDefault(texts[1]) : null;
        switch (texts[0])
        {
            case "PING":
                writer.SimpleString("PONG"u8);
                break;
            case "DC.GET" or "DC.HEAD" when entry is null:
                writer.Null();
                break;
            case "DC.GET":
                writer.Array(5);
                writer.BulkString(entry!.Value);
                Version(writer, entry);
                writer.Integer(entry.TtlMs);
                writer.BulkString(entry.ContentType);
                break;
            case "DC.HEAD":
                writer.Array(5);
                writer.Integer(entry!.Value.Length);
                Version(writer, entry);
                writer.Integer(entry.TtlMs);
                writer.BulkString(entry.ContentType);
                break;
            case "DC.SET":
                Set(texts, arguments, entry, writer);
                break;
            case "DC.DEL":
                var removes = entry is not null && Matches(texts, 2, entry);
                writer.Array(3);
                writer.Integer(removes ? 1 : 0);
                Version(writer, removes ? new Entry([], "", ++_sequence, -1) : entry);
                if (removes)
                {
                    _entries.Remove(texts[1]);
                }

                break;
            default:
                writer.Error($"ERR unknown command '{texts[0]}'");
                break;
        }
    }

    private void Set(string[] texts, byte[][] arguments, Entry? entry, RespWriter writer)
    {
        var (ttlMs, type, matches) = (-1L, "", true);
        for (var i = 3; i < texts.Length; i++)
        {
            switch (texts[i])
            {
                case "PX":
                    ttlMs = long.Parse(texts[++i]);
                    break;
                case "TYPE":
                    type = texts[++i];
                    break;
                default:
                    matches = Matches(texts, i, entry);
                    i = texts.Length;
                    break;
            }
        }

        entry = matches ? _entries[texts[1]] = new Entry(arguments[2], type, ++_sequence, ttlMs) : entry;
        writer.Array(3);
        writer.Integer(matches ? 1 : 0);
        Version(writer, entry);
    }

    private bool Matches(string[] texts, int at, Entry? entry) => at >= texts.Length || texts[at] switch
    {
        "IFANY" => entry is not null,
        "IFNONE" => entry is null,
        "IFMATCH" => entry is not null && texts[at + 1] == Epoch.ToString() && texts[at + 2] == entry.Sequence.ToString(),
        _ => throw new InvalidOperationException($"unexpected argument {texts[at]}"),
    };

    private void Version(RespWriter writer, Entry? entry)
    {
        writer.Integer(entry is null ? 0 : (long)Epoch);
        writer.Integer(entry?.Sequence ?? 0);
    }

    private static async Task SendAllAsync(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes)..];
        }
    }

    private sealed record Entry(byte[] Value, string ContentType, long Sequence, long TtlMs);
}
