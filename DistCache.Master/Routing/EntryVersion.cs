using System.Globalization;

namespace DistCache.Master.Routing;

/// <summary>Names one state of an entry: the slot's epoch and sequence number of the change that made it. 0, 0: no entry.</summary>
public readonly record struct EntryVersion(long Epoch, long Sequence)
{
    public bool IsNone => Epoch == 0 && Sequence == 0;

    /// <summary>As an entity tag of HTTP, quotes included: <c>"7-1234"</c>.</summary>
    public string ToEntityTag() => string.Create(CultureInfo.InvariantCulture, $"\"{Epoch}-{Sequence}\"");

    /// <summary>Reads what <see cref="ToEntityTag"/> wrote; false for a tag that no entry can have.</summary>
    public static bool TryParseEntityTag(ReadOnlySpan<char> tag, out EntryVersion version)
    {
        version = default;
        if (tag is not ['"', .. var inner, '"'] || inner.IndexOf('-') is not (> 0 and var dash))
        {
            return false;
        }

        var isVersion = long.TryParse(inner[..dash], NumberStyles.None, CultureInfo.InvariantCulture, out var epoch);
        isVersion &= long.TryParse(inner[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence);
        version = isVersion ? new EntryVersion(epoch, sequence) : default;
        return isVersion;
    }
}
