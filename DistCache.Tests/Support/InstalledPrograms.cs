using DistCache.AppHost.Local;

namespace DistCache.Tests.Support;

/// <summary>Programs of other projects that tests run.</summary>
public static class InstalledPrograms
{
    /// <summary>Where it is 1, a test whose program is missing runs all the same, and fails.</summary>
    private const string RequireVariable = "DISTCACHE_TESTS_REQUIRE_PROGRAMS";

    /// <returns>The program's path, or null where it is not installed.</returns>
    public static string? Find(string program) => ProgramPath.Find(program, Environment.GetEnvironmentVariable("PATH"));

    /// <summary>Why a test that needs programs cannot run here.</summary>
    /// <param name="programs">Names on the search path, comma-separated; a full path is looked for as it is, a folder too.</param>
    /// <returns>Null: it can, or has to.</returns>
    public static string? ReasonToSkip(string programs)
    {
        var missing = programs.Split(',').Where(program => !IsInstalled(program)).ToList();
        return missing.Count > 0 && Environment.GetEnvironmentVariable(RequireVariable) != "1"
            ? $"{string.Join(", ", missing)} is not installed here; {RequireVariable}=1 makes this a failure."
            : null;
    }

    /// <exception cref="InvalidOperationException">It is not installed.</exception>
    public static string Require(string program) => Find(program) ?? throw new InvalidOperationException($"The program {program} is not installed.");

    private static bool IsInstalled(string program) => Path.IsPathRooted(program) ? Path.Exists(program) : Find(program) is not null;
}
