namespace DistCache.Core.Protocol;

/// <summary>Where one argument lies in the buffer that its command was received in.</summary>
/// <param name="Start">Offset of its first byte.</param>
/// <param name="Length">In bytes.</param>
public readonly record struct ArgumentRange(int Start, int Length);
