using DistCache.AppHost.Local;

namespace DistCache.Tests.Support;

/// <summary>Programs of other projects that tests run.</summary>
public static class InstalledPrograms
{
    /// <returns>The program's path, or null where it is not installed.</returns>
    public static string? Find(string program) => ProgramPath.Find(program, Environment.GetEnvironmentVariable("PATH"));

    /// <exception cref="InvalidOperationException">It is not installed.</exception>
    public static string Require(string program) => Find(program) ?? throw new InvalidOperationException($"The program {program} is not installed.");
}
