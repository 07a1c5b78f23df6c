using System.Reflection;
using DistCache.Tests.Support;

namespace DistCache.Tests.AppHost;

/// <summary>A folder with the real AppHost and, as its masters, nodes and console, a program that is healthy at once.</summary>
internal static class StandInAppHost
{
    private static readonly string[] Programs = ["DistCache.Master", "DistCache.Node", "DistCache.Admin"];

    private static readonly string[] AppHostFiles =
        ["DistCache.AppHost.dll", "DistCache.AppHost.runtimeconfig.json", "DistCache.ServiceDefaults.dll"];

    /// <param name="folder">Takes the programs.</param>
    /// <returns>The folder to start the AppHost from.</returns>
    public static string Install(TemporaryFolder folder)
    {
        // Deep enough that no built program lies where the AppHost looks for it.
        var target = Directory.CreateDirectory(folder.File("a/b/c/d/apphost")).FullName;
        foreach (var file in AppHostFiles)
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, file), Path.Combine(target, file));
        }

        var standIn = Path.GetFullPath(
            typeof(StandInAppHost).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(metadata => metadata.Key == "StandIn").Value!,
            AppContext.BaseDirectory);
        foreach (var program in Programs)
        {
            File.Copy(standIn, Path.Combine(target, program + ".dll"));
            File.Copy(Path.ChangeExtension(standIn, ".runtimeconfig.json"), Path.Combine(target, program + ".runtimeconfig.json"));
        }

        return target;
    }
}
