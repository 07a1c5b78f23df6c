using DistCache.ServiceDefaults.Health;
using DistCache.ServiceDefaults.Hosting;
using DistCache.ServiceDefaults.Settings;

// Listens where the AppHost says, is healthy at once, tells its environment at /environment, and ends as asked at /exit/{code}.
return await ProcessEntry.RunAsync("stand-in", async () =>
{
    var environment = SettingsReader.ProcessEnvironment();
    var settings = SettingsReader.Load(args, environment);
    var port = settings.Port("PORT", 8000);
    var failing = settings.Text("STAND_IN_REFUSES", "");
    if (failing.Length > 0)
    {
        settings.Report("STAND_IN_REFUSES", failing, "nothing is expected");
    }

    settings.ThrowIfInvalid();
    var builder = WebApplication.CreateSlimBuilder();
    builder.AddServiceDefaults();
    builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
    var app = builder.Build();
    app.MapLiveAndReady();
    app.MapGet("/health", () => "healthy");
    app.MapGet("/environment", () => environment);
    app.MapPost("/exit/{code:int}", (int code) => Environment.Exit(code));
    app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"listening on {port}"));
    app.Lifetime.ApplicationStopped.Register(() => Console.WriteLine("stopped as asked"));
    await app.RunAsync();
});
