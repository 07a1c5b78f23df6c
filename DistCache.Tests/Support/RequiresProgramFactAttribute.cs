using System.Runtime.CompilerServices;

namespace DistCache.Tests.Support;

/// <summary>
/// A test with real programs of other projects. Where one is not installed the test is skipped and says which; with
/// <c>DISTCACHE_TESTS_REQUIRE_PROGRAMS=1</c> it runs all the same, and fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresProgramFactAttribute : FactAttribute
{
    /// <param name="programs">Names on the search path, comma-separated; a full path is looked for as it is, a folder too.</param>
    /// <param name="sourceFilePath">Filled in by the compiler.</param>
    /// <param name="sourceLineNumber">Filled in by the compiler.</param>
    public RequiresProgramFactAttribute(string programs, [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        Programs = programs;
        Skip = InstalledPrograms.ReasonToSkip(programs);
    }

    public string Programs { get; }
}
