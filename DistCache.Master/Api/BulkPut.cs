using System.Buffers;
using System.Text;
using System.Text.Json;
using DistCache.Core.Hashing;
using DistCache.Master.Routing;

namespace DistCache.Master.Api;

/// <summary><c>POST /cache/bulk/put</c>: many entries of any slots in one request.</summary>
/// <remarks>All are checked before the first is sent. Each is stored for itself and has a result of its own; nothing is atomic across entries.</remarks>
public sealed class BulkPut(KeyRouter router, MasterOptions options)
{
    private const double TtlSecondsMax = 4e9;

    public async Task AnswerAsync(HttpContext context)
    {
        const string Example = """{"entries":[{"key":"a","value":"1","ttl":60}]}""";
        if (await BulkLimits.ReadAsync<BulkPutRequest>(context, Example) is not { } request)
        {
            return;
        }

        if (FindProblem(request.Entries) is { } wrong)
        {
            await ProblemResponse.WriteAsync(context, wrong.Type, wrong.Detail);
            return;
        }

        var entries = request.Entries!;
        var replies = await Task.WhenAll(entries.Select(entry => StoreAsync(entry!)));
        await WriteAsync(context.Response, entries, replies);
    }

    private (ProblemType Type, string Detail)? FindProblem(IReadOnlyList<BulkPutEntry?>? entries)
    {
        if (BulkLimits.CountProblem(entries?.Count, "entries", options.BulkEntriesMax) is { } wrong)
        {
            return (ProblemType.BadRequest, wrong);
        }

        var total = 0L;
        for (var i = 0; i < entries!.Count; i++)
        {
            if (EntryProblem(entries[i], i) is { } problem)
            {
                return (ProblemType.BadRequest, problem);
            }

            var length = LengthOf(entries[i]!);
            total += length;
            if (length > options.ValueBytesMax || total > BulkLimits.BytesMax)
            {
                return (ProblemType.TooLarge, $"Values of up to {options.ValueBytesMax} bytes, together {BulkLimits.BytesMax}, are taken; index {i} is beyond that.");
            }
        }

        return null;
    }

    private string? EntryProblem(BulkPutEntry? entry, int index) =>
        BulkLimits.KeyProblem(entry?.Key, index, options.KeyBytesMax) ?? entry switch
        {
            { Value: null, ValueBase64: null } => $"The entry at index {index} has neither value nor valueBase64.",
            { Value: not null, ValueBase64: not null } => $"The entry at index {index} has both value and valueBase64.",
            { Ttl: <= 0 or > TtlSecondsMax or double.NaN } => $"The ttl at index {index} is not above 0.",
            { ContentType: { } type } when type.Length > StoredContentType.LengthMax || type.Any(c => c is < ' ' or > '~') =>
                $"The contentType at index {index} is not one of up to {StoredContentType.LengthMax} printable ASCII characters.",
            _ => null,
        };

    private static int LengthOf(BulkPutEntry entry) => entry.ValueBase64?.Length ?? Encoding.UTF8.GetByteCount(entry.Value!);

    private Task<RoutedReply> StoreAsync(BulkPutEntry entry)
    {
        var key = Encoding.UTF8.GetBytes(entry.Key!);
        var value = entry.ValueBase64 ?? Encoding.UTF8.GetBytes(entry.Value!);
        var ttlMs = entry.Ttl is { } seconds ? Math.Max(1, (long)Math.Round(seconds * 1000)) : 0;
        var contentType = entry.ContentType ?? (entry.Value is null ? StoredContentType.OfBytes : StoredContentType.OfText);
        return router.SendAsync(new StoreEntry(key, value, ttlMs, contentType, default), SlotId.OfKey(key), isRead: false).AsTask();
    }

    private static Task WriteAsync(HttpResponse response, IReadOnlyList<BulkPutEntry?> entries, RoutedReply[] replies)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(output, ApiJson.Writing))
        {
            json.WriteStartObject();
            json.WriteNumber("stored", replies.Count(reply => reply.Outcome == RouteOutcome.Answered));
            json.WriteStartArray("results");
            for (var i = 0; i < replies.Length; i++)
            {
                WriteResult(json, entries[i]!.Key!, replies[i]);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        response.ContentType = "application/json";
        response.ContentLength = output.WrittenCount;
        return response.Body.WriteAsync(output.WrittenMemory).AsTask();
    }

    private static void WriteResult(Utf8JsonWriter json, string key, in RoutedReply reply)
    {
        var isStored = ChangeResult.TryRead(reply.Reply, out var result);
        json.WriteStartObject();
        json.WriteString("key", key);
        json.WriteString("result", isStored ? "stored" : reply.Outcome == RouteOutcome.Unknown ? "unknown" : "failed");
        if (isStored)
        {
            json.WriteString("version", result.Version.ToEntityTag().AsSpan()[1..^1]);
        }
        else
        {
            json.WriteString("problem", (RouteProblem.Of(reply.Outcome) ?? ProblemType.NodeError).Uri);
        }

        json.WriteEndObject();
    }
}
