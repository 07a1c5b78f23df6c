namespace DistCache.Core.Membership;

/// <summary>The word for a node's health that people read, the same in the API, in logs and on pages.</summary>
public static class NodeHealthName
{
    public static string Name(this NodeHealth health) => health switch
    {
        NodeHealth.Unknown => "unknown",
        NodeHealth.Alive => "alive",
        NodeHealth.Suspect => "suspect",
        NodeHealth.Silent => "silent",
        NodeHealth.Gone => "gone",
        _ => throw new ArgumentOutOfRangeException(nameof(health), health, "There is no word for this health."),
    };
}
