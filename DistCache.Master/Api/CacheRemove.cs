using DistCache.Master.Routing;

namespace DistCache.Master.Api;

/// <summary><c>DELETE</c> of one key.</summary>
public sealed class CacheRemove(KeyRouter router)
{
    /// <param name="context">The request.</param>
    /// <param name="key">Returned by this.</param>
    public async Task AnswerAsync(HttpContext context, CacheKey key)
    {
        try
        {
            if (Preconditions.TryReadChange(context.Request.Headers, isStore: false, out var condition) is { } wrong)
            {
                await ProblemResponse.WriteAsync(context, ProblemType.BadRequest, wrong);
                return;
            }

            var routed = await router.SendAsync(new RemoveEntry(key.Bytes, condition), key.Slot, isRead: false);
            await AnswerAsync(context, key, routed, condition);
        }
        finally
        {
            key.Return();
        }
    }

    private static Task AnswerAsync(HttpContext context, in CacheKey key, in RoutedReply routed, in WriteCondition condition)
    {
        var headers = context.Response.Headers;
        var isUnconditional = condition.Kind == WriteConditionKind.None;
        if (isUnconditional && ChangeResult.TryRead(routed.Reply, out var removal) && !removal.IsDone)
        {
            CacheHeaders.AddRoute(headers, key.Slot, routed, "miss");
            return ProblemResponse.WriteAsync(context, ProblemType.NoEntry);
        }

        if (ChangeAnswer.TryReadDone(context, key, routed, out _) is { } answered)
        {
            return answered;
        }

        CacheHeaders.AddRoute(headers, key.Slot, routed, "deleted");
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
