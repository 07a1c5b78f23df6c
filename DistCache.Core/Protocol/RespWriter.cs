using System.Buffers.Text;
using System.Text;

namespace DistCache.Core.Protocol;

/// <summary>Writes RESP values, version 2 or 3, into one growing buffer that is sent whole and reused.</summary>
/// <remarks>Source: the Redis serialization protocol specification. Not thread-safe.</remarks>
public sealed class RespWriter(int initialCapacityBytes = RespWriter.InitialCapacityBytes)
{
    private const int InitialCapacityBytes = 4096;

    /// <summary>What an unlimited writer holds at the most: about the longest array there is.</summary>
    private const int UnlimitedBytes = 0x7FFF_FF00;

    /// <summary>Sign, 19 digits, type byte, CR and LF.</summary>
    private const int IntegerLineBytesMax = 24;

    private byte[] _buffer = new byte[initialCapacityBytes];

    /// <summary>Whether to write RESP3's own types where RESP2 has none.</summary>
    public bool IsResp3 { get; set; }

    public int WrittenBytes { get; private set; }

    /// <summary>How much it may hold; going over it throws <see cref="ReplyTooLargeException"/>.</summary>
    public int LimitBytes { get; init; } = UnlimitedBytes;

    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, WrittenBytes);

    /// <summary>Forgets what was written; keeps the buffer unless it has grown past <paramref name="keepBytesMax"/>.</summary>
    public void Clear(int keepBytesMax = 64 * 1024)
    {
        WrittenBytes = 0;
        if (_buffer.Length > keepBytesMax)
        {
            _buffer = new byte[initialCapacityBytes];
        }
    }

    /// <summary>Takes back everything written after the first <paramref name="length"/> bytes.</summary>
    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, WrittenBytes);
        WrittenBytes = length;
    }

    /// <summary>Bytes that are RESP already.</summary>
    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        WrittenBytes += bytes.Length;
    }

    public void Ok() => Raw("+OK\r\n"u8);

    /// <param name="text">Without CR and LF.</param>
    public void SimpleString(ReadOnlySpan<byte> text)
    {
        var target = Reserve(text.Length + 3);
        target[0] = (byte)'+';
        text.CopyTo(target[1..]);
        "\r\n"u8.CopyTo(target[(text.Length + 1)..]);
        WrittenBytes += text.Length + 3;
    }

    /// <param name="message">Starts with an upper-case code word, such as <c>ERR</c>. CR and LF become spaces, as in Redis.</param>
    public void Error(string message)
    {
        var target = Reserve(Encoding.UTF8.GetMaxByteCount(message.Length) + 3);
        target[0] = (byte)'-';
        var length = Encoding.UTF8.GetBytes(message, target[1..]);
        foreach (ref var b in target.Slice(1, length))
        {
            b = b is (byte)'\r' or (byte)'\n' ? (byte)' ' : b;
        }

        "\r\n"u8.CopyTo(target[(length + 1)..]);
        WrittenBytes += length + 3;
    }

    public void Integer(long value) => Line((byte)':', value);

    public void BulkString(ReadOnlySpan<byte> bytes)
    {
        Line((byte)'$', bytes.Length);
        var target = Reserve(bytes.Length + 2);
        bytes.CopyTo(target);
        "\r\n"u8.CopyTo(target[bytes.Length..]);
        WrittenBytes += bytes.Length + 2;
    }

    public void BulkString(string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        Line((byte)'$', length);
        var target = Reserve(length + 2);
        Encoding.UTF8.GetBytes(text, target);
        "\r\n"u8.CopyTo(target[length..]);
        WrittenBytes += length + 2;
    }

    /// <summary>A number as a bulk string, as <c>GET</c> of a counter has it.</summary>
    public void BulkInteger(long value)
    {
        Span<byte> digits = stackalloc byte[IntegerLineBytesMax];
        Utf8Formatter.TryFormat(value, digits, out var length);
        BulkString(digits[..length]);
    }

    /// <summary>No value: <c>$-1</c>, or RESP3's null.</summary>
    public void Null() => Raw(IsResp3 ? "_\r\n"u8 : "$-1\r\n"u8);

    /// <summary>No array: <c>*-1</c>, or RESP3's null.</summary>
    public void NullArray() => Raw(IsResp3 ? "_\r\n"u8 : "*-1\r\n"u8);

    /// <summary>The head of an array; <paramref name="count"/> values follow.</summary>
    public void Array(int count) => Line((byte)'*', count);

    /// <summary>The head of a map; <paramref name="pairs"/> keys and values follow. RESP2: an array of twice the length.</summary>
    public void Map(int pairs)
    {
        if (IsResp3)
        {
            Line((byte)'%', pairs);
        }
        else
        {
            Line((byte)'*', 2L * pairs);
        }
    }

    /// <summary>The head of a set; RESP2: of an array.</summary>
    public void Set(int count) => Line(IsResp3 ? (byte)'~' : (byte)'*', count);

    /// <summary>A truth value; RESP2: 1 or 0.</summary>
    public void Boolean(bool value) => Raw((IsResp3, value) switch
    {
        (true, true) => "#t\r\n"u8,
        (true, false) => "#f\r\n"u8,
        (false, true) => ":1\r\n"u8,
        _ => ":0\r\n"u8,
    });

    /// <summary>A text for people, as <c>INFO</c> has it; RESP2: a bulk string.</summary>
    public void Verbatim(string text)
    {
        if (!IsResp3)
        {
            BulkString(text);
            return;
        }

        Line((byte)'=', Encoding.UTF8.GetByteCount(text) + 4);
        Raw("txt:"u8);
        Raw(Encoding.UTF8.GetBytes(text));
        Raw("\r\n"u8);
    }

    private void Line(byte type, long value)
    {
        var target = Reserve(IntegerLineBytesMax);
        target[0] = type;
        Utf8Formatter.TryFormat(value, target[1..], out var digits);
        target[digits + 1] = (byte)'\r';
        target[digits + 2] = (byte)'\n';
        WrittenBytes += digits + 3;
    }

    private Span<byte> Reserve(int bytes)
    {
        var needed = (long)WrittenBytes + bytes;
        if (needed > LimitBytes)
        {
            throw new ReplyTooLargeException(LimitBytes);
        }

        if (needed > _buffer.Length)
        {
            var capacity = Math.Min(Math.Max(needed, 2L * _buffer.Length), System.Array.MaxLength);
            System.Array.Resize(ref _buffer, checked((int)Math.Max(needed, capacity)));
        }

        return _buffer.AsSpan(WrittenBytes);
    }
}
