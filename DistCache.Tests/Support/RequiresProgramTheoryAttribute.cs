using System.Runtime.CompilerServices;

namespace DistCache.Tests.Support;

/// <summary>A theory with real programs of other projects: as <see cref="RequiresProgramFactAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresProgramTheoryAttribute : TheoryAttribute
{
    /// <param name="programs">As of <see cref="InstalledPrograms.ReasonToSkip"/>.</param>
    /// <param name="sourceFilePath">Filled in by the compiler.</param>
    /// <param name="sourceLineNumber">Filled in by the compiler.</param>
    public RequiresProgramTheoryAttribute(string programs, [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        Programs = programs;
        Skip = InstalledPrograms.ReasonToSkip(programs);
    }

    public string Programs { get; }
}
