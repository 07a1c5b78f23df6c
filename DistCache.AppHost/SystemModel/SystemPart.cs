using System.Collections.Immutable;

namespace DistCache.AppHost.SystemModel;

/// <summary>One part of the system: what it is, where it listens, what it is told and whom it needs.</summary>
/// <param name="Name">Unique in the system; also the process's name in logs and its id in the cluster.</param>
/// <param name="Kind">What it is.</param>
public sealed record SystemPart(string Name, PartKind Kind)
{
    public ImmutableArray<PartEndpoint> Endpoints { get; init; } = [];

    public ImmutableArray<PartSetting> Settings { get; init; } = [];

    /// <summary>Parts that have to be healthy before this one is started.</summary>
    public ImmutableArray<string> WaitsFor { get; init; } = [];

    /// <summary>Answers 200 on the HTTP endpoint once the part can do its work; null for parts that are not asked by HTTP.</summary>
    public string? HealthPath { get; init; }

    public ImmutableArray<PartVolume> Volumes { get; init; } = [];

    public PartEndpoint Endpoint(string name) => Endpoints.First(endpoint => endpoint.Name == name);
}
