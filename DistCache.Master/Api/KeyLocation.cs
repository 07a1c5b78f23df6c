using System.Text;
using System.Text.Unicode;
using DistCache.Core.Topology;
using Microsoft.AspNetCore.Http.Features;

namespace DistCache.Master.Api;

/// <summary><c>GET /keys/KEY/location</c> and <c>GET /keys/location?key=KEY</c>: which slot a key has and where its copies are.</summary>
/// <remarks>Says where an entry of the key would be; asks no node whether there is one.</remarks>
public sealed class KeyLocation(ITopologySource topologies, MasterOptions options)
{
    private const string Root = "/keys/";

    private const string End = "/location";

    /// <returns>Null: the request is for someone else.</returns>
    public Task? TryAnswer(HttpContext context)
    {
        var rawTarget = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.AsSpan();
        if (!rawTarget.StartsWith(Root, StringComparison.Ordinal))
        {
            return null;
        }

        var question = rawTarget.IndexOf('?');
        var path = question < 0 ? rawTarget : rawTarget[..question];
        if (!path.EndsWith(End, StringComparison.Ordinal))
        {
            return null;
        }

        if (!HttpMethods.IsGet(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET";
            return ProblemResponse.WriteAsync(context, ProblemType.MethodNotAllowed);
        }

        var inPath = path.Length > Root.Length + End.Length ? path[Root.Length..^End.Length] : [];
        var query = CacheQuery.Parse(question < 0 ? [] : rawTarget[(question + 1)..], isStore: false);
        return AnswerAsync(context, inPath, query);
    }

    private Task AnswerAsync(HttpContext context, ReadOnlySpan<char> inPath, in CacheQuery query)
    {
        var wrong = query.Problem ?? (query.HasKey && !inPath.IsEmpty ? "The key is given twice, in the path and as a parameter." : null);
        if (wrong is not null)
        {
            return ProblemResponse.WriteAsync(context, ProblemType.BadRequest, wrong);
        }

        var problem = CacheKey.TryDecode(query.HasKey ? query.Key : inPath, query.HasKey, options.KeyBytesMax, out var key, out var detail);
        if (problem is not null)
        {
            return ProblemResponse.WriteAsync(context, problem, detail);
        }

        var body = Describe(key, topologies.Current);
        key.Return();
        return context.Response.WriteAsJsonAsync(body, ApiJson.Serializing);
    }

    private static KeyLocationView Describe(in CacheKey key, ClusterTopology topology)
    {
        var isText = Utf8.IsValid(key.Bytes.Span);
        var assignment = topology[key.Slot];
        return new KeyLocationView(
            isText ? Encoding.UTF8.GetString(key.Bytes.Span) : Convert.ToBase64String(key.Bytes.Span),
            isText ? "utf-8" : "base64",
            key.Slot.Value,
            topology.Epoch.Value,
            assignment.Epoch.Value,
            [.. assignment.Copies.Select(copy => CopyView.Of(topology.Members[copy.MemberIndex], copy.Role))]);
    }
}
