using System.Runtime.CompilerServices;

namespace DistCache.Tests.Support;

/// <summary>
/// A test with a real program of another project. Where the program is not installed the test is skipped and says so; with
/// <c>DISTCACHE_TESTS_REQUIRE_PROGRAMS=1</c> it runs all the same, and fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresProgramFactAttribute : FactAttribute
{
    private const string RequireVariable = "DISTCACHE_TESTS_REQUIRE_PROGRAMS";

    public RequiresProgramFactAttribute(string program, [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        Program = program;
        if (Environment.GetEnvironmentVariable(RequireVariable) != "1" && InstalledPrograms.Find(program) is null)
        {
            Skip = $"{program} is not installed here; {RequireVariable}=1 makes this a failure.";
        }
    }

    public string Program { get; }
}
