namespace DistCache.Master.Nodes;

/// <summary>A living master.</summary>
/// <param name="Id">Its lasting name.</param>
/// <param name="Address">HTTP base address it is reached by, such as <c>http://10.0.0.5:8000</c>.</param>
public sealed record KnownMaster(string Id, string Address);
