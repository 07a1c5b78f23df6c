using DistCache.Core.Protocol;
using DistCache.Node.Storage;

namespace DistCache.Node.Commands.Scanning;

/// <summary>Writes the keys of a walk that match a pattern, ready to be sent behind their count.</summary>
/// <param name="pattern">Null: all keys are wanted.</param>
/// <param name="wantsStrings">False: a type is wanted that no entry has, so no key is.</param>
internal sealed class KeyCollector(byte[]? pattern = null, bool wantsStrings = true) : IEntryVisitor
{
    private readonly RespWriter _keys = new();
    private int _count;

    public void Visit(ReadOnlySpan<byte> key, in EntryView entry)
    {
        if (wantsStrings && (pattern is null || GlobPattern.IsMatch(pattern, key)))
        {
            _keys.BulkString(key);
            _count++;
        }
    }

    public void WriteTo(RespWriter reply)
    {
        reply.Array(_count);
        reply.Raw(_keys.Written.Span);
    }
}
