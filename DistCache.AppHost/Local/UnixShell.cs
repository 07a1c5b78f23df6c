using System.Collections.Immutable;

namespace DistCache.AppHost.Local;

/// <summary>Programs started through <c>/bin/sh</c>, which replaces itself by the program: the process id and its signals stay the same.</summary>
/// <remarks>
/// <para>Ctrl-C in a terminal reaches every process of the foreground group at once, and would stop the cluster in no order. So
/// children start with the terminal's signals ignored, which both exec and the .NET runtime preserve, and only the supervisor hears
/// them.</para>
/// <para>A program that knows no leash has a watcher beside it, which reads the pipe that the program would have had as its input: a line
/// says that the program has ended, the bare end of the input that the supervisor has.</para>
/// </remarks>
internal static class UnixShell
{
    public const string Path = "/bin/sh";

    private const string Leashed = """trap '' INT QUIT HUP; exec "$@" """;

    // A background job of a shell has /dev/null as its input, hence the copy of the pipe as descriptor 4. $$ is the shell, and after
    // exec the program, in the watcher too.
    private const string Watched = """
        exec 4<&0 </dev/null
        ( trap '' INT QUIT HUP TERM; read -r line <&4 || kill -TERM $$ ) >/dev/null 2>&1 &
        exec 4<&-
        exec "$@"
        """;

    /// <summary>Arguments for the shell to run a program that reads its leash itself.</summary>
    public static ImmutableArray<string> RunLeashed(string program, params ReadOnlySpan<string> arguments) => ["-c", Leashed, "sh", program, .. arguments];

    /// <summary>Arguments for the shell to run a program that knows no leash.</summary>
    public static ImmutableArray<string> RunWatched(params ReadOnlySpan<string> programAndArguments) => ["-c", Watched, "sh", .. programAndArguments];
}
