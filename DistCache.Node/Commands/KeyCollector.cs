using DistCache.Core.Protocol;
using DistCache.Node.Storage;

namespace DistCache.Node.Commands;

/// <summary>Writes the keys of a walk that match a pattern, ready to be sent behind their count.</summary>
internal sealed class KeyCollector(byte[] pattern, bool wantsStrings) : IEntryVisitor
{
    private readonly RespWriter _keys = new();
    private int _count;

    public void Visit(ReadOnlySpan<byte> key, in EntryView entry)
    {
        if (wantsStrings && GlobPattern.IsMatch(pattern, key))
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
