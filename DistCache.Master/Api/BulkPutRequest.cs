namespace DistCache.Master.Api;

/// <summary>JSON of <c>POST /cache/bulk/put</c>.</summary>
public sealed record BulkPutRequest(IReadOnlyList<BulkPutEntry?>? Entries);

/// <summary>One entry to store.</summary>
/// <param name="Key">A key that is text.</param>
/// <param name="Value">A value that is text; this or <paramref name="ValueBase64"/>.</param>
/// <param name="ValueBase64">A value of any bytes.</param>
/// <param name="Ttl">Time to live in seconds; null: none.</param>
/// <param name="ContentType">Kept with the value; by default that of text, or of bytes.</param>
public sealed record BulkPutEntry(string? Key, string? Value, byte[]? ValueBase64, double? Ttl, string? ContentType);
