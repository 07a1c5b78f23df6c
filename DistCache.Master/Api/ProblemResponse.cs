using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;

namespace DistCache.Master.Api;

/// <summary>Answers a problem (RFC 9457). Those without a detail of their own are written from bytes made once.</summary>
public static class ProblemResponse
{
    /// <summary>A failover or a reconnection takes about as long.</summary>
    private const string RetryAfterSeconds = "1";

    private static readonly ConcurrentDictionary<ProblemType, byte[]> Plain = new();

    /// <param name="context">Whose response has not started.</param>
    /// <param name="type">Which problem.</param>
    /// <param name="detail">What is wrong this time; null: the type's advice.</param>
    /// <param name="extension">A member of its own, such as the incarnation that supersedes; null: none.</param>
    public static Task WriteAsync(HttpContext context, ProblemType type, string? detail = null, KeyValuePair<string, long>? extension = null)
    {
        var body = detail is null && extension is null
            ? Plain.GetOrAdd(type, static type => Serialize(type, type.Advice, null))
            : Serialize(type, detail is null ? type.Advice : $"{detail} {type.Advice}", extension);
        var response = context.Response;
        response.StatusCode = type.Status;
        response.ContentType = "application/problem+json";
        response.ContentLength = body.Length;
        if (type.IsTransient)
        {
            response.Headers.RetryAfter = RetryAfterSeconds;
        }

        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(body).AsTask();
    }

    private static byte[] Serialize(ProblemType type, string detail, KeyValuePair<string, long>? extension)
    {
        var output = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(output, ApiJson.Writing))
        {
            json.WriteStartObject();
            json.WriteString("type", type.Uri);
            json.WriteString("title", type.Title);
            json.WriteNumber("status", type.Status);
            json.WriteString("detail", detail);
            if (extension is { } member)
            {
                json.WriteNumber(member.Key, member.Value);
            }

            json.WriteEndObject();
        }

        return output.WrittenSpan.ToArray();
    }
}
