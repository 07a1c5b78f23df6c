using DistCache.Master;
using DistCache.Master.Api;
using DistCache.ServiceDefaults.Hosting;
using DistCache.ServiceDefaults.Settings;

return await ProcessEntry.RunAsync("master", async () =>
{
    var options = MasterOptions.Load(args, SettingsReader.ProcessEnvironment());
    var builder = WebApplication.CreateSlimBuilder();
    builder.AddServiceDefaults();
    builder.AddHttpApi(options);
    var app = builder.Build();
    app.MapHttpApi();
    await app.RunAsync();
});
