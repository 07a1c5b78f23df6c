using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace DistCache.Bench.Throughput;

/// <summary>The least that an HTTP server on Kestrel can do: read the body, answer 64 bytes. What our HTTP path is measured against.</summary>
internal static class BareKestrel
{
    /// <summary>Argument that makes this program be that server.</summary>
    public const string Command = "bare-kestrel";

    private const int AnswerBytes = 64;

    public static async Task RunAsync(int port, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.ListenLocalhost(port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        var app = builder.Build();
        var answer = new byte[AnswerBytes];
        answer.AsSpan().Fill((byte)'x');
        app.Run(async context =>
        {
            if (context.Request.ContentLength > 0)
            {
                await context.Request.Body.CopyToAsync(Stream.Null);
            }

            context.Response.ContentType = "application/octet-stream";
            context.Response.ContentLength = AnswerBytes;
            await context.Response.Body.WriteAsync(answer);
        });
        await app.StartAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
    }
}
