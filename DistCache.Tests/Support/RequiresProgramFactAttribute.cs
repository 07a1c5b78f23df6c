using System.Runtime.CompilerServices;

namespace DistCache.Tests.Support;

/// <summary>A test that needs programs that may not be installed: skipped by name where one is missing, unless the environment says that none may be.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresProgramFactAttribute : FactAttribute
{
    /// <summary>Set to 1 where a missing program is a failure, as in continuous integration.</summary>
    public const string RequireVariable = "DISTCACHE_TESTS_REQUIRE_PROGRAMS";

    /// <param name="programs">Names on the search path, comma-separated; a full path is looked for as it is, a folder too.</param>
    /// <param name="sourceFilePath">Filled in by the compiler.</param>
    /// <param name="sourceLineNumber">Filled in by the compiler.</param>
    public RequiresProgramFactAttribute(string programs, [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        Programs = programs;
        var missing = programs.Split(',').Where(program => !IsInstalled(program)).ToList();
        if (missing.Count > 0 && Environment.GetEnvironmentVariable(RequireVariable) != "1")
        {
            Skip = $"{string.Join(", ", missing)} is not installed.";
        }
    }

    public string Programs { get; }

    private static bool IsInstalled(string program) => Path.IsPathRooted(program)
        ? Path.Exists(program)
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
