using System.Buffers.Text;
using System.Net.Sockets;
using DistCache.Core.Protocol;

namespace DistCache.Master.Nodes;

/// <summary>Commands that wait to be sent together. Short arguments are copied, long values are sent from where they lie.</summary>
/// <remarks>Not thread-safe: <see cref="NodeConnection"/> holds two and swaps them.</remarks>
public sealed class CommandBuffer
{
    /// <summary>Up to here a copy is cheaper than a send of its own.</summary>
    public const int CopyBytesMax = 32 * 1024;

    private readonly RespWriter _bytes = new();
    private readonly List<(int At, ReadOnlyMemory<byte> Value)> _attached = [];
    private long _attachedBytes;

    /// <summary>What waits, attached values included.</summary>
    public long LengthBytes => _bytes.WrittenBytes + _attachedBytes;

    /// <summary>The head of a command: its name and arguments follow, <paramref name="count"/> together.</summary>
    public void Begin(int count) => _bytes.Array(count);

    public void Argument(ReadOnlySpan<byte> bytes) => _bytes.BulkString(bytes);

    public void Argument(string text) => _bytes.BulkString(text);

    public void Argument(long number) => _bytes.BulkInteger(number);

    /// <param name="value">Where it is longer than <see cref="CopyBytesMax"/> it must never change again.</param>
    public void Value(ReadOnlyMemory<byte> value)
    {
        if (value.Length <= CopyBytesMax)
        {
            _bytes.BulkString(value.Span);
            return;
        }

        Span<byte> digits = stackalloc byte[16];
        Utf8Formatter.TryFormat(value.Length, digits, out var length);
        _bytes.Raw("$"u8);
        _bytes.Raw(digits[..length]);
        _bytes.Raw("\r\n"u8);
        _attached.Add((_bytes.WrittenBytes, value));
        _attachedBytes += value.Length;
        _bytes.Raw("\r\n"u8);
    }

    public void Clear()
    {
        _bytes.Clear();
        _attached.Clear();
        _attachedBytes = 0;
    }

    internal async ValueTask SendAsync(Socket socket, CancellationToken cancellationToken)
    {
        var start = 0;
        foreach (var (at, value) in _attached)
        {
            await SendAllAsync(socket, _bytes.Written[start..at], cancellationToken);
            await SendAllAsync(socket, value, cancellationToken);
            start = at;
        }

        await SendAllAsync(socket, _bytes.Written[start..], cancellationToken);
    }

    private static async ValueTask SendAllAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None, cancellationToken)..];
        }
    }
}
