using System.Net.Http.Json;
using System.Text.Json;
using DistCache.Core.Hashing;
using DistCache.Master.Api;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace DistCache.Tests.Master.Api;

public sealed class ApiDescriptionTests : IAsyncLifetime
{
    /// <summary>What is answered before routing, so that the routes do not name it.</summary>
    private static readonly string[] Unrouted =
    [
        "get /cache/{key}", "head /cache/{key}", "put /cache/{key}", "delete /cache/{key}",
        "get /cache/", "head /cache/", "put /cache/", "delete /cache/",
        "get /keys/{key}/location", "get /keys/location",
    ];

    private TestMaster _master = null!;
    private JsonElement _document;

    public async ValueTask InitializeAsync()
    {
        _master = await TestMaster.StartAsync();
        _document = await _master.Client.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
    }

    public ValueTask DisposeAsync() => _master.DisposeAsync();

    [Fact]
    public void Document_ReadByAParser_IsOpenApiWithoutErrorsOrWarnings()
    {
        var read = OpenApiDocument.Parse(_document.GetRawText(), "json");

        read.Diagnostic.ShouldNotBeNull();
        read.Diagnostic.Errors.Concat(read.Diagnostic.Warnings).ShouldBeEmpty();
        read.Diagnostic.SpecificationVersion.ShouldBe(OpenApiSpecVersion.OpenApi3_1);
        read.Document.ShouldNotBeNull().Validate(ValidationRuleSet.GetDefaultRuleSet()).ShouldBeEmpty();
    }

    [Fact]
    public void Document_Operations_AreThoseThatAreMapped()
    {
        var routed = _master.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().SelectMany(endpoint =>
            (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => $"{method.ToLowerInvariant()} {endpoint.RoutePattern.RawText}"));

        Operations().Select(operation => operation.Name).Order().ShouldBe(routed.Concat(Unrouted).Order());
    }

    [Fact]
    public void Document_References_LeadSomewhere()
    {
        foreach (var reference in References(_document))
        {
            Should.NotThrow(() => Resolve(reference), reference);
        }
    }

    [Fact]
    public void Document_EveryOperation_HasSummaryAndExamplesThroughout()
    {
        foreach (var (name, operation) in Operations())
        {
            operation.GetProperty("summary").GetString().ShouldNotBeNullOrEmpty(name);
            foreach (var parameter in Optional(operation, "parameters").Select(Follow))
            {
                parameter.TryGetProperty("example", out _).ShouldBeTrue($"{name}: parameter {parameter}");
                parameter.GetProperty("description").GetString().ShouldNotBeNullOrEmpty(name);
            }

            ShouldHaveExamples(name, operation.TryGetProperty("requestBody", out var body) ? body : default);
            foreach (var response in operation.GetProperty("responses").EnumerateObject())
            {
                ShouldHaveExamples($"{name} {response.Name}", Follow(response.Value));
            }
        }
    }

    [Fact]
    public void Document_OperationIds_AreUnique() =>
        Operations().Select(operation => operation.Body.GetProperty("operationId").GetString()).ShouldBeUnique();

    [Fact]
    public void Document_EveryProblem_IsDescribedWithItsStatus()
    {
        var described = _document.GetProperty("components").GetProperty("responses").EnumerateObject()
            .SelectMany(response => response.Value.GetProperty("content").GetProperty("application/problem+json").GetProperty("examples").EnumerateObject())
            .Select(example => example.Value.GetProperty("value"))
            .Select(problem => $"{problem.GetProperty("status")} {problem.GetProperty("type")} {problem.GetProperty("title")}")
            .Distinct();

        described.Order().ShouldBe(ProblemType.All.Select(problem => $"{problem.Status} {problem.Uri} {problem.Title}").Order());
    }

    [Fact]
    public void Document_SlotOfTheExamples_IsThatOfTheKey() =>
        Resolve("#/components/headers/DistCache-Slot").GetProperty("example").GetInt32().ShouldBe(SlotId.OfKey("test"u8).Value);

    [Fact]
    public async Task Index_Paths_AreDescribed()
    {
        var index = await _master.Client.GetFromJsonAsync<JsonElement>("/");

        var paths = index.GetProperty("paths").EnumerateArray().Select(path => path.GetString()!.Split('?')[0]).ToList();
        paths.ShouldBeSubsetOf(_document.GetProperty("paths").EnumerateObject().Select(path => path.Name));
    }

    private static void ShouldHaveExamples(string name, JsonElement holder)
    {
        if (holder.ValueKind != JsonValueKind.Object || !holder.TryGetProperty("content", out var content))
        {
            return;
        }

        foreach (var media in content.EnumerateObject())
        {
            var hasExample = media.Value.TryGetProperty("example", out _) || media.Value.TryGetProperty("examples", out _);
            hasExample.ShouldBeTrue($"{name} {media.Name} has no example");
            media.Value.TryGetProperty("schema", out _).ShouldBeTrue($"{name} {media.Name} has no schema");
        }
    }

    private IEnumerable<(string Name, JsonElement Body)> Operations() =>
        _document.GetProperty("paths").EnumerateObject().SelectMany(path =>
            path.Value.EnumerateObject().Select(operation => ($"{operation.Name} {path.Name}", operation.Value)));

    private static IEnumerable<JsonElement> Optional(JsonElement element, string name) =>
        element.TryGetProperty(name, out var array) ? array.EnumerateArray() : [];

    private JsonElement Follow(JsonElement element) =>
        element.TryGetProperty("$ref", out var reference) ? Resolve(reference.GetString()!) : element;

    private JsonElement Resolve(string reference) =>
        reference.Split('/').Skip(1).Aggregate(_document, (element, name) => element.GetProperty(name));

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
            member.Name == "$ref" ? [member.Value.GetString()!] : References(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
