using System.Globalization;

namespace DistCache.AppHost.Local;

/// <summary>
/// Stops the AppHost when the <c>dotnet run</c> that started it was killed: who does that means the whole system. A shell or another
/// program that started the AppHost may end without meaning anything.
/// </summary>
/// <remarks>On Linux, where a process whose parent has gone is given another one. SIGTERM and Ctrl-C are passed on by <c>dotnet run</c> itself.</remarks>
internal static class DotnetRunWatch
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    /// <returns>The watch; null where this process was not started by <c>dotnet run</c>.</returns>
    public static ITimer? Start(TimeProvider clock, Action stop)
    {
        if (!OperatingSystem.IsLinux() || ParentId() is not { } parent || !IsDotnetRun(parent))
        {
            return null;
        }

        return clock.CreateTimer(
            _ =>
            {
                if (ParentId() != parent)
                {
                    stop();
                }
            },
            null,
            LookEvery,
            LookEvery);
    }

    /// <summary>The fourth field of the process's state; the second, its name, may hold spaces and parentheses of its own.</summary>
    private static int? ParentId()
    {
        var state = File.ReadAllText("/proc/self/stat");
        var fields = state[(state.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return int.TryParse(fields[1], CultureInfo.InvariantCulture, out var parent) ? parent : null;
    }

    private static bool IsDotnetRun(int processId)
    {
        try
        {
            var arguments = File.ReadAllText($"/proc/{processId}/cmdline").Split('\0');
            return Path.GetFileNameWithoutExtension(arguments[0]) == "dotnet" && arguments.Contains("run");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
