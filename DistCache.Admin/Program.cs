using DistCache.Admin;
using DistCache.Admin.Masters;
using DistCache.Admin.Pages;
using DistCache.ServiceDefaults.Health;
using DistCache.ServiceDefaults.Hosting;
using DistCache.ServiceDefaults.Settings;
using Microsoft.AspNetCore.DataProtection;

return await ProcessEntry.RunAsync("console", async () =>
{
    var options = AdminOptions.Read(SettingsReader.Load(args, SettingsReader.ProcessEnvironment()));
    var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
    builder.AddServiceDefaults();
    builder.WebHost.UseStaticWebAssets();
    builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
    builder.WebHost.UseUrls($"http://{options.Host}:{options.Port}");
    builder.Services.AddRazorComponents();
    // No page has a form yet, so nothing that is protected has to outlive the process.
    builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
    builder.Services.AddSingleton(options);
    builder.Services.AddHttpClient<ClusterReader>(client => client.Timeout = ClusterReader.AnswerWithin);

    var app = builder.Build();
    app.UseAntiforgery();
    app.MapStaticAssets();
    app.MapLiveAndReady();
    app.MapRazorComponents<App>();
    await app.RunAsync();
});
