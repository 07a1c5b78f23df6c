using System.Net.Sockets;
using DistCache.ServiceDefaults.Settings;
using Microsoft.AspNetCore.Connections;

namespace DistCache.ServiceDefaults.Hosting;

/// <summary>The outermost frame of every process: what stops it from starting is one clear line a problem and an exit code.</summary>
public static class ProcessEntry
{
    /// <summary>Exit code for settings that are wrong; nothing was started, a restart will not help.</summary>
    public const int ExitWrongSettings = 2;

    /// <summary>Exit code for a port or folder that could not be had; a restart may help.</summary>
    public const int ExitUnavailable = 3;

    /// <param name="processName">Stands before each line.</param>
    /// <param name="run">Runs the process to its end.</param>
    public static async Task<int> RunAsync(string processName, Func<Task> run)
    {
        try
        {
            await run();
            return 0;
        }
        catch (SettingsHelpException e)
        {
            await Console.Out.WriteLineAsync(e.Message);
            return 0;
        }
        catch (SettingsException e)
        {
            await TellAsync(processName, e.Problems);
            return ExitWrongSettings;
        }
        catch (UnavailableException e)
        {
            await TellAsync(processName, e.Problems);
            return ExitUnavailable;
        }
        catch (Exception e) when (Cause(e) is { } cause)
        {
            await TellAsync(processName, [cause]);
            return ExitUnavailable;
        }
    }

    private static async Task TellAsync(string processName, IEnumerable<string> problems)
    {
        foreach (var problem in problems)
        {
            await Console.Error.WriteLineAsync($"{processName}: {problem}");
        }
    }

    private static string? Cause(Exception e) => e switch
    {
        IOException { InnerException: AddressInUseException } => $"{e.Message}",
        SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse or SocketError.AccessDenied } => e.Message,
        UnauthorizedAccessException => e.Message,
        _ => null,
    };
}
