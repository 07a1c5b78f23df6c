using System.Net;
using System.Threading.Channels;
using DistCache.Core.Membership;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DistCache.Tests.Node.Registering;

/// <summary>An HTTP server that answers registrations as a test says.</summary>
internal sealed class FakeMaster : IAsyncDisposable
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(20);

    private readonly WebApplication _app;
    private readonly Channel<NodeRegistration> _received = Channel.CreateUnbounded<NodeRegistration>();

    private FakeMaster(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = new("http://localhost");

    /// <summary>What it answers.</summary>
    public Func<NodeRegistration, IResult> Answer { get; set; } = registration => Results.Ok(new RegistrationReply("cluster-1", registration.Incarnation, []));

    public static async Task<FakeMaster> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var master = new FakeMaster(app);
        app.Map("/nodes", async (HttpContext context) =>
        {
            var registration = (await context.Request.ReadFromJsonAsync<NodeRegistration>())!;
            var answer = master.Answer(registration);
            master._received.Writer.TryWrite(registration);
            await answer.ExecuteAsync(context);
        });
        await app.StartAsync();
        master.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return master;
    }

    /// <summary>The next registration that came.</summary>
    public async Task<NodeRegistration> NextAsync()
    {
        using var limit = new CancellationTokenSource(TimeLimit);
        try
        {
            return await _received.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"No registration came within {TimeLimit}.");
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
