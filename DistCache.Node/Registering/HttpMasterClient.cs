using System.Net;
using System.Text.Json;
using DistCache.Core.Membership;
using DistCache.Core.Topology;
using DistCache.Node.Hosting;

namespace DistCache.Node.Registering;

/// <summary><c>POST /nodes</c>.</summary>
internal sealed class HttpMasterClient : IMasterClient, IDisposable
{
    /// <summary>A master that takes longer is as good as none.</summary>
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(5);

    /// <summary>An answer is some hundred bytes.</summary>
    private const int AnswerBytesMax = 256 * 1024;

    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(1), UseProxy = false })
    {
        Timeout = TimeLimit,
        MaxResponseContentBufferSize = AnswerBytesMax,
    };

    public async Task<RegistrationOutcome> RegisterAsync(Uri master, NodeRegistration registration, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.PostAsJsonAsync(new Uri(master, "/nodes"), registration, NodeJson.Default.NodeRegistration, cancellationToken);
            return await ReadAsync(response, cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new RegistrationOutcome.Failed($"no answer within {TimeLimit.TotalSeconds} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException)
        {
            return new RegistrationOutcome.Failed(e.Message);
        }
    }

    public void Dispose() => _http.Dispose();

    private static async Task<RegistrationOutcome> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.Conflict
            && await response.Content.ReadFromJsonAsync(NodeJson.Default.RegistrationConflict, cancellationToken) is { } conflict)
        {
            return new RegistrationOutcome.Superseded(new Incarnation(conflict.Incarnation));
        }

        if (!response.IsSuccessStatusCode)
        {
            return new RegistrationOutcome.Failed($"it answered {(int)response.StatusCode}");
        }

        return await response.Content.ReadFromJsonAsync(NodeJson.Default.RegistrationReply, cancellationToken) is { ClusterId.Length: > 0 } reply
            ? new RegistrationOutcome.Accepted(reply)
            : new RegistrationOutcome.Failed("it answered no registration");
    }
}
