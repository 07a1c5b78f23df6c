namespace DistCache.Core.Protocol;

/// <summary>What a reply is. Types that mean the same in RESP2 and RESP3 are one kind.</summary>
public enum RespReplyKind : byte
{
    /// <summary>No value, or no array.</summary>
    Null,

    /// <summary>A status such as <c>OK</c>.</summary>
    SimpleString,

    /// <summary>Bytes of any content; a verbatim string too, without its three-letter format.</summary>
    BulkString,

    /// <summary>An error; its text starts with a code word such as <c>MOVED</c>.</summary>
    Error,

    /// <summary>A whole number of 64 bits; a truth value too, as 1 or 0.</summary>
    Integer,

    /// <summary>A floating-point or big number, kept as the text that was sent.</summary>
    Number,

    /// <summary>Values in order; a set too.</summary>
    Array,

    /// <summary>Keys and values in turn.</summary>
    Map,

    /// <summary>What the server sends unasked; answers no command.</summary>
    Push,
}
