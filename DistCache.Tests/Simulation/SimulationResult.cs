namespace DistCache.Tests.Simulation;

/// <summary>What became of one run.</summary>
/// <param name="Seed">Decides everything in it.</param>
/// <param name="Problem">What did not hold; null where all did.</param>
/// <param name="TraceHash">The same for the same seed and settings.</param>
/// <param name="Trace">The end of what happened; empty unless it was asked for.</param>
/// <param name="EventCount">Events handled.</param>
/// <param name="CommitCount">Topologies committed.</param>
/// <param name="AnsweredCount">Client operations answered.</param>
public sealed record SimulationResult(int Seed, string? Problem, ulong TraceHash, string Trace, long EventCount, int CommitCount, long AnsweredCount);
