using System.Collections.Immutable;

namespace DistCache.AppHost.SystemModel;

/// <summary>One environment variable of a part.</summary>
/// <param name="Name">The variable.</param>
public abstract record PartSetting(string Name);

/// <summary>A value that is known when the model is made.</summary>
public sealed record FixedSetting(string Name, string Value) : PartSetting(Name);

/// <summary>Where other parts are reached: a reference, which each host resolves in its own way.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Parts">The parts that are referred to.</param>
/// <param name="Endpoint">Their endpoint.</param>
/// <param name="Prefix">Stands before the list, such as <c>zookeeper:</c>; empty for HTTP base addresses.</param>
public sealed record ReferenceSetting(string Name, ImmutableArray<string> Parts, string Endpoint, string Prefix = "") : PartSetting(Name);
