using DistCache.AppHost.Local;
using DistCache.AppHost.SystemModel;
using DistCache.ServiceDefaults.Hosting;
using DistCache.ServiceDefaults.Settings;

return await ProcessEntry.RunAsync("apphost", () =>
{
    var environment = SettingsReader.ProcessEnvironment();
    var options = AppHostOptions.Read(SettingsReader.Load(args, environment));
    return new LocalHost(options, environment).RunAsync(Console.Out, TimeProvider.System);
});
