namespace DistCache.AppHost.SystemModel;

/// <summary>Data of a container that outlives it.</summary>
/// <param name="Name">The volume.</param>
/// <param name="Target">Where the container sees it.</param>
public sealed record PartVolume(string Name, string Target);
