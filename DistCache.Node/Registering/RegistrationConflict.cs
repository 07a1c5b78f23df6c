namespace DistCache.Node.Registering;

/// <summary>The part of a master's problem details that says why a registration was refused with 409.</summary>
/// <param name="Incarnation">The latest run of this node that the master knows of.</param>
internal sealed record RegistrationConflict(ulong Incarnation);
