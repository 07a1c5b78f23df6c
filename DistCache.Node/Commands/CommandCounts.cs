namespace DistCache.Node.Commands;

/// <summary>What happened to one command since the start or the last reset.</summary>
/// <param name="Calls">How often it ran.</param>
/// <param name="Ticks">How long that took together, in ticks of the clock's timestamp.</param>
/// <param name="Rejections">How often it was refused before it ran.</param>
/// <param name="Failures">How often its handler threw.</param>
public readonly record struct CommandCounts(long Calls, long Ticks, long Rejections, long Failures);
