using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DistCache.AppHost.Local;
using DistCache.Tests.Support;

namespace DistCache.Tests.AppHost.Local.Nginx;

public sealed class NginxConfigurationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = HealthProbe.CreateClient();

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [RequiresProgramFact("nginx")]
    public async Task Write_AnyMasters_IsAcceptedByNginx()
    {
        var file = RunningNginx.Write(_folder, PortBlocks.Take(1), "127.0.0.1:8000", "127.0.0.1:8001");
        using var nginx = Process.Start(new ProcessStartInfo(InstalledPrograms.Require("nginx"), ["-t", "-e", "stderr", "-p", _folder.Path, "-c", file]) { RedirectStandardError = true })!;

        var said = await nginx.StandardError.ReadToEndAsync();

        await nginx.WaitForExitAsync();
        nginx.ExitCode.ShouldBe(0, said);
    }

    [RequiresProgramFact("nginx")]
    public async Task Request_WhileOneMasterRefuses_IsAnsweredByAnother()
    {
        using var master = new ScriptedMaster(answers: true);
        await using var front = await StartAsync(Refusing(), master.Address);

        foreach (var method in (HttpMethod[])[HttpMethod.Put, HttpMethod.Delete, HttpMethod.Get, HttpMethod.Post, HttpMethod.Put, HttpMethod.Get])
        {
            (await SendAsync(front, method, "/cache/k")).StatusCode.ShouldBe(HttpStatusCode.OK, $"{method}");
        }
    }

    [RequiresProgramFact("nginx")]
    public async Task Write_ThatAMasterTookAndDidNotAnswer_IsNotRepeated()
    {
        foreach (var (method, body) in ((HttpMethod, string?)[])[(HttpMethod.Put, null), (HttpMethod.Put, "value"), (HttpMethod.Delete, null), (HttpMethod.Post, "value")])
        {
            using var first = new ScriptedMaster(answers: false);
            using var second = new ScriptedMaster(answers: false);
            await using var front = await StartAsync(first.Address, second.Address);

            using var answer = await SendAsync(front, method, "/cache/k", body);

            (first.Requests.Count + second.Requests.Count).ShouldBe(1, $"{method} with body {body} must arrive once");
            answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
            (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetInt32().ShouldBe(503);
        }
    }

    [RequiresProgramFact("nginx")]
    public async Task Read_ThatAMasterTookAndDidNotAnswer_IsAskedOfAnother()
    {
        using var silent = new ScriptedMaster(answers: false);
        using var answering = new ScriptedMaster(answers: true);
        await using var front = await StartAsync(silent.Address, answering.Address);

        for (var i = 0; i < 4; i++)
        {
            (await SendAsync(front, HttpMethod.Get, "/cache/k")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [RequiresProgramFact("nginx")]
    public async Task Request_WithAnOddKey_ArrivesUnchangedAndWithAnOperationId()
    {
        using var master = new ScriptedMaster(answers: true);
        await using var front = await StartAsync(master.Address);
        const string path = "/cache/a%2Fb//c/..%2F/%3F?key=x%20y";

        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Put])
        {
            await SendAsync(front, method, path);
            master.Requests[^1].ShouldStartWith($"{method} {path} HTTP/1.1\r\n");
            master.Requests[^1].ShouldContain("DistCache-Operation-Id: ");
        }

        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(front.Address, "/cache/k"));
        request.Headers.Add("DistCache-Operation-Id", "mine");
        using var answer = await _http.SendAsync(request);
        master.Requests[^1].ShouldContain("DistCache-Operation-Id: mine\r\n");
    }

    private Task<HttpResponseMessage> SendAsync(RunningNginx front, HttpMethod method, string path, string? body = null) =>
        _http.SendAsync(new HttpRequestMessage(method, new Uri(front.Address + path[1..])) { Content = body is null ? null : new StringContent(body) });

    private static string Refusing() => $"127.0.0.1:{PortBlocks.Take(1)}";

    private Task<RunningNginx> StartAsync(params string[] masters) => RunningNginx.StartAsync(_folder, masters);
}
