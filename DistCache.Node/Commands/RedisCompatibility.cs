namespace DistCache.Node.Commands;

/// <summary>What the node tells Redis clients of itself where they ask for Redis.</summary>
internal static class RedisCompatibility
{
    /// <summary>The version whose commands, texts and replies are followed; clients choose what they send by it.</summary>
    public const string Version = "7.0.15";

    /// <summary>The only user there is.</summary>
    public const string DefaultUser = "default";

    public static ReadOnlySpan<byte> DefaultUserBytes => "default"u8;
}
