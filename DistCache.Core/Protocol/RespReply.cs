using System.Buffers.Text;
using System.Text;

namespace DistCache.Core.Protocol;

/// <summary>One reply of a server, read completely. Owns its bytes.</summary>
public readonly struct RespReply
{
    public static readonly RespReply Null;

    private readonly object? _content;

    private RespReply(RespReplyKind kind, object? content, long number)
    {
        Kind = kind;
        _content = content;
        Number = number;
    }

    public RespReplyKind Kind { get; }

    public bool IsNull => Kind == RespReplyKind.Null;

    public bool IsError => Kind == RespReplyKind.Error;

    /// <summary>The bytes of a string, an error or a number kept as text; empty for other kinds.</summary>
    public ReadOnlyMemory<byte> Bytes => _content as byte[];

    /// <summary>The values of an array or push, the keys and values in turn of a map; empty for other kinds.</summary>
    public ReadOnlySpan<RespReply> Items => _content as RespReply[];

    /// <summary>The value of an integer; 0 for other kinds.</summary>
    public long Number { get; }

    /// <summary>The bytes as UTF-8 text.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    public static RespReply OfInteger(long value) => new(RespReplyKind.Integer, null, value);

    /// <param name="kind">One that has bytes.</param>
    /// <param name="bytes">Taken over, not copied.</param>
    public static RespReply OfBytes(RespReplyKind kind, byte[] bytes) => new(kind, bytes, 0);

    /// <param name="kind">One that has items.</param>
    /// <param name="items">Taken over, not copied.</param>
    public static RespReply OfItems(RespReplyKind kind, RespReply[] items) => new(kind, items, 0);

    /// <summary>A whole number sent as an integer or as its digits.</summary>
    public bool TryGetInteger(out long value)
    {
        value = Number;
        return Kind == RespReplyKind.Integer
            || (Utf8Parser.TryParse(Bytes.Span, out value, out var consumed) && consumed == Bytes.Length && consumed > 0);
    }

    public override string ToString() => Kind switch
    {
        RespReplyKind.Null => "null",
        RespReplyKind.Integer => Number.ToString(),
        RespReplyKind.Array or RespReplyKind.Map or RespReplyKind.Push => $"{Kind} of {Items.Length}",
        _ => Text,
    };
}
