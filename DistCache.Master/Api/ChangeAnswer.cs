using DistCache.Master.Routing;

namespace DistCache.Master.Api;

/// <summary>Answers what storing and removing have in common: failures and preconditions that were not met.</summary>
internal static class ChangeAnswer
{
    /// <returns>Null when the change was made and the caller has to answer.</returns>
    public static Task? TryReadDone(HttpContext context, in CacheKey key, in RoutedReply routed, out ChangeResult result)
    {
        result = default;
        var headers = context.Response.Headers;
        var problem = RouteProblem.Of(routed.Outcome);
        if (problem is not null || !ChangeResult.TryRead(routed.Reply, out result))
        {
            CacheHeaders.AddRoute(headers, key.Slot, routed, "error");
            return ProblemResponse.WriteAsync(context, problem ?? ProblemType.NodeError, RouteProblem.DetailOf(routed));
        }

        if (result.IsDone)
        {
            return null;
        }

        CacheHeaders.AddRoute(headers, key.Slot, routed, "refused");
        CacheHeaders.AddEntry(headers, result.Version, ttlMs: -1);
        return ProblemResponse.WriteAsync(context, ProblemType.PreconditionFailed);
    }
}
