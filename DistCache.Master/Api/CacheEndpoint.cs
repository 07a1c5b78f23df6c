using Microsoft.AspNetCore.Http.Features;

namespace DistCache.Master.Api;

/// <summary><c>/cache/KEY</c> and <c>/cache/?key=KEY</c>: the hot path, taken before routing so that it costs no matching and binding.</summary>
public sealed class CacheEndpoint(CacheRead read, CacheStore store, CacheRemove remove, MasterOptions options)
{
    /// <summary>What the path takes.</summary>
    public const string Allowed = "GET, HEAD, PUT, DELETE";

    /// <returns>Null: the request is for someone else.</returns>
    public Task? TryAnswer(HttpContext context)
    {
        var rawTarget = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!CacheTarget.TryParse(rawTarget, out var target))
        {
            return null;
        }

        var method = context.Request.Method;
        var isStore = HttpMethods.IsPut(method);
        var isHead = HttpMethods.IsHead(method);
        if (!isStore && !isHead && !HttpMethods.IsGet(method) && !HttpMethods.IsDelete(method))
        {
            return HttpMethods.IsPost(method) && target.Path.StartsWith("bulk/", StringComparison.Ordinal) ? null : Refuse(context);
        }

        var query = CacheQuery.Parse(target.Query, isStore);
        var problem = TryReadKey(target, query, out var key, out var detail);
        if (problem is not null)
        {
            return ProblemResponse.WriteAsync(context, problem, detail);
        }

        return isStore ? StoreAsync(context, key, query)
            : HttpMethods.IsDelete(method) ? remove.AnswerAsync(context, key)
            : read.AnswerAsync(context, key, isHead);
    }

    private ProblemType? TryReadKey(in CacheTarget target, in CacheQuery query, out CacheKey key, out string? detail)
    {
        key = default;
        detail = query.Problem;
        if (detail is null && query.HasKey && !target.Path.IsEmpty)
        {
            detail = "The key is given twice, in the path and as a parameter.";
        }

        return detail is not null
            ? ProblemType.BadRequest
            : CacheKey.TryDecode(query.HasKey ? query.Key : target.Path, query.HasKey, options.KeyBytesMax, out key, out detail);
    }

    private Task StoreAsync(HttpContext context, in CacheKey key, in CacheQuery query)
    {
        var value = query.HasValue ? query.DecodeValue() : null;
        if (value is null == query.HasValue)
        {
            key.Return();
            return ProblemResponse.WriteAsync(context, ProblemType.BadRequest, "In the value a percent sign is not followed by two hexadecimal digits; a percent sign itself is %25.");
        }

        return store.AnswerAsync(context, key, value, query.TtlMs);
    }

    private static Task Refuse(HttpContext context)
    {
        context.Response.Headers.Allow = Allowed;
        return ProblemResponse.WriteAsync(context, ProblemType.MethodNotAllowed);
    }
}
