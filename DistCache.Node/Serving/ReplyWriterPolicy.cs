using DistCache.Core.Protocol;
using Microsoft.Extensions.ObjectPool;

namespace DistCache.Node.Serving;

/// <summary>Writers are borrowed for one turn, so idle connections hold none.</summary>
internal sealed class ReplyWriterPolicy : PooledObjectPolicy<RespWriter>
{
    /// <summary>Writers kept for reuse: more than turns that run or wait to be sent at once, as a rule.</summary>
    public const int KeptMax = 256;

    /// <summary>One reply may be as large as a few of the largest values; a larger one is refused, as no client's memory is ours to spend.</summary>
    public const int ReplyBytesMax = 256 * 1024 * 1024;

    /// <summary>Room for most replies of a turn; what grew beyond is not kept.</summary>
    private const int KeptBytesMax = 512 * 1024;

    private const int InitialBytes = 16 * 1024;

    public override RespWriter Create() => new(InitialBytes) { LimitBytes = ReplyBytesMax };

    public override bool Return(RespWriter obj)
    {
        obj.Clear(KeptBytesMax);
        return true;
    }
}
