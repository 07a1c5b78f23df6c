using DistCache.Core.Topology;

namespace DistCache.Master.Api;

/// <summary>JSON of <c>GET /keys/KEY/location</c>.</summary>
/// <param name="Key">The key.</param>
/// <param name="KeyEncoding"><c>utf-8</c>, or <c>base64</c> for a key that is no text.</param>
/// <param name="Slot">Its slot.</param>
/// <param name="Epoch">Of the topology.</param>
/// <param name="SlotEpoch">Of the slot's copies.</param>
/// <param name="Copies">Where the copies are, the primary first; empty: nowhere.</param>
public sealed record KeyLocationView(string Key, string KeyEncoding, int Slot, ulong Epoch, ulong SlotEpoch, IReadOnlyList<CopyView> Copies);

/// <summary>Where a copy is.</summary>
public sealed record CopyView(string Node, ulong Incarnation, string Host, int RespPort, CopyRole Role)
{
    public static CopyView Of(Member member, CopyRole role) => new(member.Id.Value, member.Incarnation.Value, member.Host, member.RespPort, role);
}
