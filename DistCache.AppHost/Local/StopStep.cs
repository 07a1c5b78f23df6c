namespace DistCache.AppHost.Local;

/// <summary>One step of stopping a process: a signal, and how long it has before the next step, the last of which is a kill.</summary>
internal readonly record struct StopStep(int Signal, TimeSpan Within);
