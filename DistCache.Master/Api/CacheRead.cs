using DistCache.Master.Routing;

namespace DistCache.Master.Api;

/// <summary><c>GET</c> and <c>HEAD</c> of one key.</summary>
public sealed class CacheRead(KeyRouter router)
{
    /// <param name="context">The request.</param>
    /// <param name="key">Returned by this.</param>
    /// <param name="isHead">Whether only the headers are asked for.</param>
    public async Task AnswerAsync(HttpContext context, CacheKey key, bool isHead)
    {
        try
        {
            var routed = await router.SendAsync(new ReadEntry(key.Bytes, isHead), key.Slot, isRead: true);
            await AnswerAsync(context, key, routed, isHead);
        }
        finally
        {
            key.Return();
        }
    }

    private static Task AnswerAsync(HttpContext context, in CacheKey key, in RoutedReply routed, bool isHead)
    {
        var headers = context.Response.Headers;
        var problem = RouteProblem.Of(routed.Outcome);
        if (problem is null && routed.Reply.IsNull)
        {
            CacheHeaders.AddRoute(headers, key.Slot, routed, "miss");
            return ProblemResponse.WriteAsync(context, ProblemType.NoEntry);
        }

        var entry = default(StoredEntry);
        if (problem is not null || !StoredEntry.TryRead(routed.Reply, out entry))
        {
            CacheHeaders.AddRoute(headers, key.Slot, routed, "error");
            return ProblemResponse.WriteAsync(context, problem ?? ProblemType.NodeError, RouteProblem.DetailOf(routed));
        }

        CacheHeaders.AddRoute(headers, key.Slot, routed, "hit");
        CacheHeaders.AddEntry(headers, entry.Version, entry.TtlMs);
        return AnswerHitAsync(context, key, routed, entry, isHead);
    }

    private static Task AnswerHitAsync(HttpContext context, in CacheKey key, in RoutedReply routed, in StoredEntry entry, bool isHead)
    {
        var (request, response) = (context.Request.Headers, context.Response);
        response.Headers.Vary = "Accept";
        if (request.IfMatch.Count > 0 && !Preconditions.Names(request.IfMatch, entry.Version))
        {
            return ProblemResponse.WriteAsync(context, ProblemType.PreconditionFailed);
        }

        if (request.IfNoneMatch.Count > 0 && Preconditions.Names(request.IfNoneMatch, entry.Version))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        if (!isHead && AcceptHeader.Prefers(request.Accept, "application/json"))
        {
            return EntryJson.WriteAsync(response, key, routed.Node!, entry);
        }

        response.ContentType = StoredContentType.ToHeader(entry.ContentType.Span);
        response.ContentLength = entry.Length;
        return isHead ? Task.CompletedTask : response.Body.WriteAsync(entry.Value).AsTask();
    }
}
