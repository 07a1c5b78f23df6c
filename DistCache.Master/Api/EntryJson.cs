using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using DistCache.Core.Topology;
using DistCache.Master.Routing;

namespace DistCache.Master.Api;

/// <summary>An entry with what is known of it, as JSON.</summary>
public static class EntryJson
{
    public static Task WriteAsync(HttpResponse response, in CacheKey key, Member node, in StoredEntry entry)
    {
        var output = new ArrayBufferWriter<byte>(256 + (2 * entry.Value.Length));
        using (var json = new Utf8JsonWriter(output, ApiJson.Writing))
        {
            json.WriteStartObject();
            WriteBytes(json, "key", "keyEncoding", key.Bytes.Span);
            WriteBytes(json, "value", "encoding", entry.Value.Span);
            json.WriteString("contentType", StoredContentType.ToHeader(entry.ContentType.Span));
            json.WriteNumber("bytes", entry.Length);
            json.WriteNumber("slot", key.Slot.Value);
            json.WriteString("node", node.Id.Value);
            json.WriteString("version", entry.Version.ToEntityTag().AsSpan()[1..^1]);
            WriteTtl(json, entry.TtlMs);
            json.WriteEndObject();
        }

        response.ContentType = "application/json";
        response.ContentLength = output.WrittenCount;
        return response.Body.WriteAsync(output.WrittenMemory).AsTask();
    }

    /// <summary>Time to live in ms; null where there is none.</summary>
    public static void WriteTtl(Utf8JsonWriter json, long ttlMs)
    {
        if (ttlMs < 0)
        {
            json.WriteNull("ttlMs");
        }
        else
        {
            json.WriteNumber("ttlMs", ttlMs);
        }
    }

    private static void WriteBytes(Utf8JsonWriter json, string name, string encodingName, ReadOnlySpan<byte> bytes)
    {
        var isText = Utf8.IsValid(bytes);
        if (isText)
        {
            json.WriteString(name, bytes);
        }
        else
        {
            json.WriteBase64String(name, bytes);
        }

        json.WriteString(encodingName, isText ? "utf-8" : "base64");
    }
}
