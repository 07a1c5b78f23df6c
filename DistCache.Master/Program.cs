using DistCache.Core.Coordination;
using DistCache.Master;
using DistCache.Master.Api;
using DistCache.Master.Coordination;
using DistCache.Master.Leading;
using DistCache.ServiceDefaults.Hosting;
using DistCache.ServiceDefaults.Settings;

return await ProcessEntry.RunAsync("master", async () =>
{
    var options = MasterOptions.Load(args, SettingsReader.ProcessEnvironment());
    using var coordinatorLogs = LoggerFactory.Create(logging => logging.AddProcessLog());
    await using var coordinator = await CoordinatorSetting.OpenAsync(options.Coordinator, TimeProvider.System, coordinatorLogs, CancellationToken.None);

    var builder = WebApplication.CreateSlimBuilder();
    builder.AddServiceDefaults();
    builder.AddHttpApi(options);
    builder.Services.AddSingleton<ICoordinator>(coordinator);
    builder.Services.AddLeading(options);

    await using var app = builder.Build();
    app.MapHttpApi();
    MasterNotes.Log(app.Logger, options);
    await app.RunAsync();
});
