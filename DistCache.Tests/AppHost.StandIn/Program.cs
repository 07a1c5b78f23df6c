using DistCache.ServiceDefaults.Health;
using DistCache.ServiceDefaults.Hosting;
using DistCache.ServiceDefaults.Settings;

// Listens where the AppHost says, is healthy at once and tells its environment at /environment. The first master alone serves the shared port.
return await ProcessEntry.RunAsync("stand-in", async () =>
{
    var environment = SettingsReader.ProcessEnvironment();
    var settings = SettingsReader.Load(args, environment);
    var port = settings.Port("PORT", 8000);
    var sharedPort = settings.Text("MASTER_ID", "") == "master-1" ? settings.Integer("SHARED_PORT", 0, 0, 65535) : 0;
    settings.Integer("CACHE_SIZE", 0L, 0, long.MaxValue);
    settings.ThrowIfInvalid();
    var builder = WebApplication.CreateSlimBuilder();
    builder.AddServiceDefaults();
    builder.WebHost.UseUrls([$"http://127.0.0.1:{port}", .. sharedPort > 0 ? (string[])[$"http://127.0.0.1:{sharedPort}"] : []]);
    var app = builder.Build();
    app.MapLiveAndReady();
    app.MapGet("/health", () => "healthy");
    app.MapGet("/environment", () => environment);
    app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"listening on {port}"));
    app.Lifetime.ApplicationStopped.Register(() => Console.WriteLine("stopped as asked"));
    await app.RunAsync();
});
