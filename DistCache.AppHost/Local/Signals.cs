using System.Globalization;
using System.Runtime.InteropServices;

namespace DistCache.AppHost.Local;

/// <summary>Unix signals, which the base library can only receive.</summary>
internal static partial class Signals
{
    public const int Quit = 3;
    public const int Kill = 9;
    public const int Terminate = 15;

    /// <summary>Exit codes above this one are 128 plus the signal that ended the process.</summary>
    private const int SignalledExitBase = 128;

    /// <summary>False when there is no such process any more.</summary>
    public static bool Send(int pid, int signal) => kill(pid, signal) == 0;

    /// <summary>To every process of the group that <paramref name="leaderPid"/> leads or led.</summary>
    public static bool SendToGroup(int leaderPid, int signal) => kill(-leaderPid, signal) == 0;

    /// <summary>How a process ended, for people.</summary>
    public static string Describe(int exitCode)
    {
        if (OperatingSystem.IsWindows() || exitCode <= SignalledExitBase)
        {
            return string.Create(CultureInfo.InvariantCulture, $"exit code {exitCode}");
        }

        var signal = exitCode - SignalledExitBase;
        var name = signal switch
        {
            2 => "SIGINT",
            Quit => "SIGQUIT",
            6 => "SIGABRT",
            Kill => "SIGKILL",
            11 => "SIGSEGV",
            Terminate => "SIGTERM",
            _ => "a signal",
        };
        return string.Create(CultureInfo.InvariantCulture, $"ended by {name} ({signal})");
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int pid, int signal);
}
