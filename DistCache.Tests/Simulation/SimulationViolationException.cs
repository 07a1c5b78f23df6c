namespace DistCache.Tests.Simulation;

/// <summary>What must always hold, or must hold in the end, did not.</summary>
public sealed class SimulationViolationException(string message) : Exception(message);
