using DistCache.Node.Hosting;
using DistCache.ServiceDefaults.Hosting;
using DistCache.ServiceDefaults.Settings;

var exitCode = await ProcessEntry.RunAsync("node", async () =>
{
    var options = NodeOptionsReader.Read(SettingsReader.Load(args, SettingsReader.ProcessEnvironment()));
    await using var node = NodeHost.Build(options);
    await node.RunAsync();
});
return exitCode == 0 ? Environment.ExitCode : exitCode;
