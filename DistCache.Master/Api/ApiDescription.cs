using System.Reflection;

namespace DistCache.Master.Api;

/// <summary>Tells what the API offers: a short index at <c>/</c> and its OpenAPI description.</summary>
/// <remarks>
/// The description is written by hand (<c>Api/openapi.v1.json</c>): the hot path is no routed endpoint that a generator could find,
/// and what it says is the contract. A test compares it with what is mapped.
/// </remarks>
public sealed class ApiDescription
{
    private const string Resource = "openapi.v1.json";

    private static readonly string[] Paths =
    [
        "/cache/{key}", "/cache/?key=", "/cache/bulk/get", "/cache/bulk/put", "/keys/{key}/location", "/nodes", "/masters", "/ring",
        "/topology", "/health", "/health/live", "/health/ready", "/openapi/v1.json",
    ];

    private readonly byte[] _document = ReadDocument();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", context => context.Response.WriteAsJsonAsync(
            new { product = "DistCache", version = VersionOfProduct(), description = "/openapi/v1.json", paths = Paths }, ApiJson.Serializing));
        routes.MapGet("/openapi/v1.json", context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = _document.Length;
            return context.Response.Body.WriteAsync(_document).AsTask();
        });
    }

    private static string? VersionOfProduct() => typeof(ApiDescription).Assembly.GetName().Version?.ToString(3);

    private static byte[] ReadDocument()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {Resource}.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
