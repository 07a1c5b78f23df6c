namespace DistCache.Core.Planning;

/// <summary>One link of a chain: a slot's replica goes from one node, by index, to another.</summary>
internal readonly record struct ChainMove(int Slot, int From, int To);
