using System.Collections.Immutable;
using DistCache.Core.Hashing;
using DistCache.Master.Routing;

namespace DistCache.Master.Api;

/// <summary>The headers of DistCache's own on an answer about one key.</summary>
public static class CacheHeaders
{
    /// <summary>What became of the request: <c>hit</c>, <c>miss</c>, <c>stored</c>, <c>deleted</c>, <c>refused</c> (a precondition) or <c>error</c>.</summary>
    public const string Result = "DistCache-Result";

    /// <summary>The node that answered.</summary>
    public const string Node = "DistCache-Node";

    /// <summary>The key's slot.</summary>
    public const string Slot = "DistCache-Slot";

    /// <summary>The epoch of the topology that the master went by.</summary>
    public const string Epoch = "DistCache-Epoch";

    /// <summary>What is left of the time to live, in milliseconds; absent where there is none.</summary>
    public const string TtlMs = "DistCache-Ttl-Ms";

    /// <summary>Value of <see cref="TtlMs"/> for an entry that stays, as <c>PTTL</c> has it.</summary>
    private const string NoTtl = "-1";

    /// <summary>Every slot's number as text, 0.6 MB once: numbers above 299 would be a new string on each answer.</summary>
    private static readonly ImmutableArray<string> SlotTexts = [.. Enumerable.Range(0, SlotId.SlotCount).Select(slot => slot.ToString())];

    public static void AddRoute(IHeaderDictionary headers, SlotId slot, in RoutedReply routed, string result)
    {
        headers[Result] = result;
        headers[Slot] = SlotTexts[slot.Value];
        headers[Epoch] = routed.Epoch.ToString();
        if (routed.Node is { } node)
        {
            headers[Node] = node.Id.Value;
        }
    }

    /// <param name="headers">Of the answer.</param>
    /// <param name="version">The entry's; none where there is no entry.</param>
    /// <param name="ttlMs">What is left to it, 0 or less where it stays; null where that is not known.</param>
    public static void AddEntry(IHeaderDictionary headers, EntryVersion version, long? ttlMs)
    {
        if (!version.IsNone)
        {
            headers.ETag = version.ToEntityTag();
            if (ttlMs is { } left)
            {
                headers[TtlMs] = left > 0 ? left.ToString() : NoTtl;
            }
        }
    }
}
