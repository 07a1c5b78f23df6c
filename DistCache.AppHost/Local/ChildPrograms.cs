using System.Reflection;
using System.Runtime.InteropServices;
using DistCache.AppHost.SystemModel;
using DistCache.ServiceDefaults.Hosting;

namespace DistCache.AppHost.Local;

/// <summary>Where the built programs of the children lie. The build writes it into this assembly, relative to the assembly's own folder.</summary>
internal static class ChildPrograms
{
    /// <summary>The .NET host that runs this process too, so that children need nothing that is not there.</summary>
    public static string DotnetHost { get; } = FindDotnetHost();

    /// <exception cref="UnavailableException">The program has not been built.</exception>
    public static string AssemblyOf(PartKind kind)
    {
        var name = kind switch
        {
            PartKind.Master => "DistCache.Master",
            PartKind.Node => "DistCache.Node",
            PartKind.Console => "DistCache.Admin",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "is no program of ours"),
        };
        var recorded = typeof(ChildPrograms).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(metadata => metadata.Key == name).Value!;
        string[] candidates = [Path.GetFullPath(recorded, AppContext.BaseDirectory), Path.Combine(AppContext.BaseDirectory, name + ".dll")];
        return candidates.FirstOrDefault(File.Exists)
            ?? throw new UnavailableException($"{name} has not been built: {candidates[0]} is not there. `dotnet build` in the solution's folder builds it.");
    }

    private static string FindDotnetHost()
    {
        var program = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", program));
        return File.Exists(beside) ? beside : program;
    }
}
