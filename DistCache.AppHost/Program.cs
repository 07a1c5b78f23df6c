using DistCache.AppHost.Local;
using DistCache.AppHost.SystemModel;
using DistCache.ServiceDefaults.Hosting;
using DistCache.ServiceDefaults.Settings;
#if ASPIRE
using DistCache.AppHost.Aspire;
#endif

return await ProcessEntry.RunAsync("apphost", () =>
{
    var environment = SettingsReader.ProcessEnvironment();
    var options = AppHostOptions.Read(SettingsReader.Load(args, environment));
#if ASPIRE_REQUIRED
    return AspireHost.RunAsync(options, Console.WriteLine);
#else
#if ASPIRE
    if (AspireHost.ReasonNotTo(environment) is not { } absence)
    {
        return AspireHost.RunAsync(options, Console.WriteLine);
    }
#else
    var absence = LocalHost.AspireAbsence;
#endif
    return new LocalHost(options, environment, absence).RunAsync(Console.Out, TimeProvider.System);
#endif
});
