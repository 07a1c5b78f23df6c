namespace DistCache.AppHost.Local;

/// <summary>Asks one address again and again until it answers 200.</summary>
internal sealed class HealthProbe(Uri address, HttpClient http, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Of an answer that says why not.</summary>
    private const int ReasonCharsMax = 300;

    /// <summary>A client whose answers are this machine's own: no proxy, no redirects, and two seconds at the most.</summary>
    public static HttpClient CreateClient() =>
        new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(2) };

    /// <summary>What the last attempt found, for people.</summary>
    public string LastAnswer { get; private set; } = "not asked yet";

    public Uri Address => address;

    public async Task UntilHealthyAsync(CancellationToken cancellation)
    {
        while (!await IsHealthyAsync(cancellation))
        {
            await Task.Delay(Interval, clock, cancellation);
        }
    }

    private async Task<bool> IsHealthyAsync(CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync(address, cancellation);
            var body = answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync(cancellation);
            LastAnswer = $"{(int)answer.StatusCode} {body[..Math.Min(body.Length, ReasonCharsMax)].ReplaceLineEndings(" ")}".TrimEnd();
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException e)
        {
            LastAnswer = e.InnerException?.Message ?? e.Message;
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            LastAnswer = $"no answer within {http.Timeout.TotalSeconds:0} s";
        }

        return false;
    }
}
