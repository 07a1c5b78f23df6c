namespace DistCache.Master.Api;

/// <summary>JSON of <c>POST /cache/bulk/get</c>.</summary>
/// <param name="Keys">Keys that are text.</param>
public sealed record BulkGetRequest(IReadOnlyList<string>? Keys);
