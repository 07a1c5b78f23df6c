using System.Text.Json;
using System.Text.Json.Serialization;
using DistCache.Core.Coordination;
using DistCache.Core.Leading.Coordinated;
using DistCache.Core.Membership;
using DistCache.Core.Topology;

namespace DistCache.Master.Leading;

/// <summary>What the masters keep in the coordinator, as JSON: readable with any tool that opens the store.</summary>
public static partial class ControlDocuments
{
    public static byte[] Encode(Member member) => JsonSerializer.SerializeToUtf8Bytes(
        new NodeRegistration(member.Id.Value, member.Incarnation.Value, member.Host, member.RespPort, member.HttpPort, member.Weight, member.Zone),
        DocumentJson.Default.NodeRegistration);

    public static byte[] Encode(MasterDocument master) => JsonSerializer.SerializeToUtf8Bytes(master, DocumentJson.Default.MasterDocument);

    /// <summary>A registered node, or null where the document holds none that is valid.</summary>
    public static NodeDocument? Node(Document document) =>
        Parse(document, DocumentJson.Default.NodeRegistration) is { } registration && registration.Problem() is null
            ? new NodeDocument(document.Version, registration.ToMember())
            : null;

    /// <summary>A living master, or null where the document holds none that is valid.</summary>
    public static MasterDocument? Master(Document document) =>
        Parse(document, DocumentJson.Default.MasterDocument) is { Id.Length: > 0, Address.Length: > 0 } master ? master : null;

    private static T? Parse<T>(Document document, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(document.Content.Span, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(NodeRegistration))]
    [JsonSerializable(typeof(MasterDocument))]
    private sealed partial class DocumentJson : JsonSerializerContext;
}
