using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using DistCache.AppHost.Local;
using DistCache.Master;
using DistCache.Tests.Master;
using DistCache.Tests.Support;

namespace DistCache.Tests.AppHost.Local.Nginx;

/// <summary>NGINX in front of a master's real HTTP side: whatever the master takes comes through, and what it refuses it refuses itself.</summary>
public sealed class NginxBeforeAMasterTests : IAsyncLifetime
{
    private const int KeyBytesHighest = 64 * 1024;

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = HealthProbe.CreateClient();
    private readonly FakeNode _node = new();
    private TestMaster? _master;
    private RunningNginx? _front;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await (_front?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_master?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _node.DisposeAsync();
        _http.Dispose();
        _folder.Dispose();
    }

    [RequiresProgramFact("nginx")]
    public async Task Key_LongestAndPercentEncodedThroughout_IsTakenAndTheMasterRefusesOneByteMore()
    {
        var options = new MasterOptions();
        await StartAsync(options);
        await ShouldTakeKeysOfUpToAsync(options.KeyBytesMax);
    }

    [RequiresProgramFact("nginx")]
    public async Task Key_LongestThatCanBeSet_IsTakenAndTheMasterRefusesOneByteMore()
    {
        await StartAsync(new MasterOptions { KeyBytesMax = KeyBytesHighest });
        await ShouldTakeKeysOfUpToAsync(KeyBytesHighest);
    }

    [RequiresProgramFact("nginx")]
    public async Task Value_Largest_IsReadBackAndTheMasterRefusesOneByteMore()
    {
        var options = new MasterOptions();
        await StartAsync(options);
        var largest = new byte[options.ValueBytesMax];
        new Random(1).NextBytes(largest);

        (await _http.PutAsync(Target("/cache/big"), new ByteArrayContent(largest))).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var refused = await _http.PutAsync(Target("/cache/bigger"), new ByteArrayContent([.. largest, 1]));

        refused.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await ProblemOf(refused)).ShouldBe("urn:distcache:problem:too-large");
        (await _http.GetByteArrayAsync(Target("/cache/big"))).ShouldBe(largest);
    }

    [RequiresProgramFact("nginx")]
    public async Task BulkRequest_LargerThanAnyValue_ReachesTheMaster()
    {
        await StartAsync(new MasterOptions());
        var text = new string('x', 12 * 1024 * 1024);
        var entries = new[] { new { key = "a", value = text }, new { key = "b", value = text } };

        using var answer = await _http.PostAsJsonAsync(Target("/cache/bulk/put"), new { entries });

        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("stored").GetInt32().ShouldBe(2);
    }

    private async Task StartAsync(MasterOptions options)
    {
        _master = await TestMaster.StartAsync(options, _node);
        _front = await RunningNginx.StartAsync(_folder, _master.Client.BaseAddress!.Authority);
    }

    private async Task ShouldTakeKeysOfUpToAsync(int bytesMax)
    {
        using var connection = await ConnectAsync();
        var longest = string.Concat(Enumerable.Repeat("%C3%BF", bytesMax / 2));

        var stored = await connection.AskAsync("PUT", $"/cache/{longest}?value=here");
        var refused = await connection.AskAsync("PUT", $"/cache/{longest}%41?value=here");
        var read = await connection.AskAsync("GET", $"/cache/?key={longest}");

        stored.Status.ShouldBe(200, stored.Text);
        refused.Status.ShouldBe(400);
        refused.Text.ShouldContain("urn:distcache:problem:key-too-long");
        read.Text.ShouldBe("here");
    }

    private async Task<RawConnection> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, _front!.Port);
        return new RawConnection(socket);
    }

    private Uri Target(string path) => new(_front!.Address, path);

    private static async Task<string?> ProblemOf(HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString();
}
