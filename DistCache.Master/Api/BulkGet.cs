using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using DistCache.Core.Hashing;
using DistCache.Master.Routing;

namespace DistCache.Master.Api;

/// <summary><c>POST /cache/bulk/get</c>: many keys of any slots in one request.</summary>
/// <remarks>Each key is read for itself, all at the same time; what goes to the same node leaves in the same write. No snapshot across keys.</remarks>
public sealed class BulkGet(KeyRouter router, MasterOptions options)
{
    /// <summary>Up to as many values the limit on all of them cannot be passed by much, so lengths need not be asked for first.</summary>
    private const int UncheckedMax = 4;

    public async Task AnswerAsync(HttpContext context)
    {
        if (await BulkLimits.ReadAsync<BulkGetRequest>(context, """{"keys":["a","b"]}""") is not { } request)
        {
            return;
        }

        var keys = request.Keys ?? [];
        if (FindProblem(request.Keys) is { } wrong)
        {
            await ProblemResponse.WriteAsync(context, ProblemType.BadRequest, wrong);
            return;
        }

        if (keys.Count > UncheckedMax)
        {
            var heads = await ReadAllAsync(keys, isHead: true);
            var total = heads.Sum(head => StoredEntry.TryRead(head.Reply, out var entry) ? entry.Length : 0);
            if (total > BulkLimits.BytesMax)
            {
                await ProblemResponse.WriteAsync(
                    context, ProblemType.TooLarge, $"The values have {total} bytes together, {BulkLimits.BytesMax} are answered at once: ask for fewer keys.");
                return;
            }
        }

        await WriteAsync(context.Response, keys, await ReadAllAsync(keys, isHead: false));
    }

    private string? FindProblem(IReadOnlyList<string>? keys) =>
        BulkLimits.CountProblem(keys?.Count, "keys", options.BulkEntriesMax)
        ?? keys!.Select((key, index) => BulkLimits.KeyProblem(key, index, options.KeyBytesMax)).FirstOrDefault(problem => problem is not null);

    private Task<RoutedReply[]> ReadAllAsync(IReadOnlyList<string> keys, bool isHead)
    {
        var reads = new Task<RoutedReply>[keys.Count];
        for (var i = 0; i < reads.Length; i++)
        {
            var key = Encoding.UTF8.GetBytes(keys[i]);
            reads[i] = router.SendAsync(new ReadEntry(key, isHead), SlotId.OfKey(key), isRead: true).AsTask();
        }

        return Task.WhenAll(reads);
    }

    private static Task WriteAsync(HttpResponse response, IReadOnlyList<string> keys, RoutedReply[] replies)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(output, ApiJson.Writing))
        {
            var missing = new List<string>();
            var failed = new List<int>();
            json.WriteStartObject();
            json.WriteStartArray("entries");
            for (var i = 0; i < replies.Length; i++)
            {
                if (StoredEntry.TryRead(replies[i].Reply, out var entry))
                {
                    WriteEntry(json, keys[i], entry);
                }
                else if (replies[i] is { Outcome: RouteOutcome.Answered, Reply.IsNull: true })
                {
                    missing.Add(keys[i]);
                }
                else
                {
                    failed.Add(i);
                }
            }

            json.WriteEndArray();
            json.WritePropertyName("missing");
            JsonSerializer.Serialize(json, missing, ApiJson.Serializing);
            json.WriteStartArray("failed");
            failed.ForEach(i => WriteFailure(json, keys[i], replies[i]));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        response.ContentType = "application/json";
        response.ContentLength = output.WrittenCount;
        return response.Body.WriteAsync(output.WrittenMemory).AsTask();
    }

    private static void WriteEntry(Utf8JsonWriter json, string key, in StoredEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("key", key);
        if (Utf8.IsValid(entry.Value.Span))
        {
            json.WriteString("value", entry.Value.Span);
        }
        else
        {
            json.WriteBase64String("valueBase64", entry.Value.Span);
        }

        json.WriteString("contentType", StoredContentType.ToHeader(entry.ContentType.Span));
        json.WriteString("version", entry.Version.ToEntityTag().AsSpan()[1..^1]);
        EntryJson.WriteTtl(json, entry.TtlMs);
        json.WriteEndObject();
    }

    private static void WriteFailure(Utf8JsonWriter json, string key, in RoutedReply reply)
    {
        json.WriteStartObject();
        json.WriteString("key", key);
        json.WriteString("problem", (RouteProblem.Of(reply.Outcome) ?? ProblemType.NodeError).Uri);
        json.WriteEndObject();
    }
}
