using DistCache.Core.Protocol;
using DistCache.Node.Storage;

namespace DistCache.Node.Commands;

/// <summary>Redis's own error texts: clients compare them.</summary>
internal static class ReplyErrors
{
    public const string Syntax = "ERR syntax error";
    public const string NotAnInteger = "ERR value is not an integer or out of range";
    public const string NotPositive = "ERR value is out of range, must be positive";
    public const string NotAFloat = "ERR value is not a valid float";
    public const string Overflow = "ERR increment or decrement would overflow";
    public const string DecrementOverflow = "ERR decrement would overflow";
    public const string NotFinite = "ERR increment would produce NaN or Infinity";
    public const string StringTooLong = "ERR string exceeds maximum allowed size (proto-max-bulk-len)";
    public const string OffsetOutOfRange = "ERR offset is out of range";
    public const string NoSuchKey = "ERR no such key";
    public const string SameObject = "ERR source and destination objects are the same";
    public const string InvalidCursor = "ERR invalid cursor";
    public const string OutOfMemory = "OOM command not allowed when used memory > 'maxmemory'.";
    public const string KeyTooLong = "ERR key exceeds the maximum allowed size";
    public const string ContentTypeTooLong = "ERR content type exceeds 255 bytes";
    public const string InvalidVersion = "ERR version is not two unsigned integers";
    public const string DatabaseOutOfRange = "ERR DB index is out of range";

    public static string InvalidExpireTime(string command) => $"ERR invalid expire time in '{command}' command";

    public static string WrongArity(string command) => $"ERR wrong number of arguments for '{command}' command";

    /// <summary>Says why a write was refused.</summary>
    public static void Refused(this RespWriter reply, WriteResult result) => reply.Error(result switch
    {
        WriteResult.OutOfMemory => OutOfMemory,
        WriteResult.KeyTooLong => KeyTooLong,
        WriteResult.ValueTooLong => StringTooLong,
        WriteResult.Absent => NoSuchKey,
        _ => throw new ArgumentOutOfRangeException(nameof(result), result, "was not refused"),
    });
}
