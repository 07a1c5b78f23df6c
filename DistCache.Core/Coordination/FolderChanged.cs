namespace DistCache.Core.Coordination;

/// <summary>Something in a watched folder may have changed.</summary>
/// <param name="Revision">Grows with every change of the store as this session sees it.</param>
public readonly record struct FolderChanged(long Revision);
