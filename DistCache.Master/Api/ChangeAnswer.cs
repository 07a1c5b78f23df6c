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
            // An answer of a shape that no master knows does not say that nothing was done.
            return ProblemResponse.WriteAsync(context, problem ?? ProblemType.OutcomeUnknown, RouteProblem.DetailOf(routed));
        }

        if (result.IsDone)
        {
            return null;
        }

        CacheHeaders.AddRoute(headers, key.Slot, routed, "refused");
        CacheHeaders.AddEntry(headers, result.Version, ttlMs: null);
        return ProblemResponse.WriteAsync(context, ProblemType.PreconditionFailed);
    }
}
