using DistCache.Master.Routing;

namespace DistCache.Master.Api;

/// <summary><c>PUT</c> of one key.</summary>
public sealed class CacheStore(KeyRouter router, MasterOptions options)
{
    /// <param name="context">The request.</param>
    /// <param name="key">Returned by this.</param>
    /// <param name="value">From the query; null: it is in the body.</param>
    /// <param name="ttlMs">Time to live; 0: none.</param>
    public async Task AnswerAsync(HttpContext context, CacheKey key, byte[]? value, long ttlMs)
    {
        try
        {
            var request = context.Request;
            if (CheckRequest(request, value is not null, out var condition) is { } wrong)
            {
                await ProblemResponse.WriteAsync(context, ProblemType.BadRequest, wrong);
                return;
            }

            var contentType = value is null ? request.ContentType ?? StoredContentType.OfBytes : StoredContentType.OfText;
            value ??= await RequestBody.ReadAsync(request, options.ValueBytesMax);
            if (value is null || value.Length > options.ValueBytesMax)
            {
                await ProblemResponse.WriteAsync(context, ProblemType.TooLarge, $"Values of up to {options.ValueBytesMax} bytes are taken.");
                return;
            }

            var routed = await router.SendAsync(new StoreEntry(key.Bytes, value, ttlMs, contentType, condition), key.Slot, isRead: false);
            await AnswerAsync(context, key, routed, condition, ttlMs);
        }
        finally
        {
            key.Return();
        }
    }

    private static string? CheckRequest(HttpRequest request, bool hasValue, out WriteCondition condition)
    {
        var problem = Preconditions.TryReadChange(request.Headers, isStore: true, out condition);
        return problem is not null ? problem
            : hasValue && RequestBody.IsNotEmpty(request) ? "The value is given twice, as a parameter and as a body."
            : !hasValue && !RequestBody.IsAnnounced(request) ? "No value was given: send it as the body, an empty one with Content-Length: 0, or as &value=."
            : request.ContentType?.Length > StoredContentType.LengthMax ? $"A Content-Type of up to {StoredContentType.LengthMax} characters is taken."
            : null;
    }

    private static Task AnswerAsync(HttpContext context, in CacheKey key, in RoutedReply routed, in WriteCondition condition, long ttlMs)
    {
        if (ChangeAnswer.TryReadDone(context, key, routed, out var result) is { } answered)
        {
            return answered;
        }

        CacheHeaders.AddRoute(context.Response.Headers, key.Slot, routed, "stored");
        CacheHeaders.AddEntry(context.Response.Headers, result.Version, ttlMs);
        context.Response.StatusCode = condition.Kind == WriteConditionKind.Absent ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        context.Response.ContentLength = 0;
        return Task.CompletedTask;
    }
}
