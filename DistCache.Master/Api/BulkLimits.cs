using System.Text;
using System.Text.Json;

namespace DistCache.Master.Api;

/// <summary>What both bulk operations check and read in the same way.</summary>
internal static class BulkLimits
{
    /// <summary>Values of one bulk request together: four of the largest by default.</summary>
    public const int BytesMax = 64 * 1024 * 1024;

    /// <summary>Base64 takes four bytes for three; the rest is for keys and punctuation.</summary>
    private const int BodyBytesMax = (BytesMax / 3 * 4) + (16 * 1024 * 1024);

    /// <summary>Reads the JSON body; null when a problem has been answered.</summary>
    public static async Task<T?> ReadAsync<T>(HttpContext context, string example)
        where T : class
    {
        var body = await RequestBody.ReadAsync(context.Request, BodyBytesMax);
        if (body is null)
        {
            await ProblemResponse.WriteAsync(context, ProblemType.TooLarge, $"Bulk requests of up to {BodyBytesMax} bytes are taken.");
            return null;
        }

        try
        {
            if (JsonSerializer.Deserialize<T>(body, ApiJson.Serializing) is { } request)
            {
                return request;
            }
        }
        catch (JsonException e)
        {
            await ProblemResponse.WriteAsync(context, ProblemType.BadRequest, $"The body is not the JSON expected ({e.Message}) Such as {example} is.");
            return null;
        }

        await ProblemResponse.WriteAsync(context, ProblemType.BadRequest, $"The body is null; such as {example} is expected.");
        return null;
    }

    /// <returns>What is wrong with a key; null: nothing.</returns>
    public static string? KeyProblem(string? key, int index, int bytesMax)
    {
        if (string.IsNullOrEmpty(key))
        {
            return $"The key at index {index} is missing or empty.";
        }

        var length = Encoding.UTF8.GetByteCount(key);
        return length > bytesMax ? $"The key at index {index} has {length} bytes, {bytesMax} are taken." : null;
    }

    /// <returns>What is wrong with the number of entries; null: nothing.</returns>
    public static string? CountProblem(int? count, string name, int countMax) =>
        count is null ? $"The member '{name}' is missing."
        : count > countMax ? $"{count} {name} were given, {countMax} are taken at once."
        : null;
}
