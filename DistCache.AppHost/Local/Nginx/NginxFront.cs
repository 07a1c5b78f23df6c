using System.Net;
using DistCache.AppHost.SystemModel;

namespace DistCache.AppHost.Local.Nginx;

/// <summary>Starts the installed NGINX as the front door.</summary>
internal static class NginxFront
{
    /// <summary>NGINX takes SIGQUIT as: finish what is under way, which a stream never is; SIGTERM ends that too.</summary>
    private static readonly StopStep[] StopSteps = [new(Signals.Quit, TimeSpan.FromSeconds(2)), new(Signals.Terminate, TimeSpan.FromSeconds(3))];

    /// <summary>The program, or null where it is not installed or cannot be kept on a leash.</summary>
    public static string? FindProgram(IReadOnlyDictionary<string, string?> environment) =>
        OperatingSystem.IsWindows() ? null : ProgramPath.Find("nginx", environment.GetValueOrDefault("PATH"));

    /// <summary>Writes the configuration into the data folder and says how to start NGINX with it.</summary>
    /// <remarks>Workers need a process group of their own, so that none outlives a killed master process; where none can be had, one process does all.</remarks>
    public static ProcessLaunch Prepare(string program, SystemPart front, DistCacheSystem system, AppHostOptions options, IReadOnlyDictionary<string, string> environment)
    {
        var setsid = ProgramPath.Find("setsid", environment.GetValueOrDefault("PATH"));
        var folder = Path.Combine(options.DataFolder, front.Name);
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "nginx.conf");
        var host = ProcessEnvironment.Reachable(options.Host);
        var masters = system.MasterNames.Select(name => $"{host}:{system.Part(name).Endpoint(PartEndpoint.Http).Port}");
        var listen = new IPEndPoint(options.Host, front.Endpoint(PartEndpoint.Http).Port);
        File.WriteAllText(file, NginxConfiguration.Write(folder, listen.ToString(), masters));
        var processes = setsid is null ? "master_process off;" : "master_process on;";
        string[] nginx = [program, "-e", "stderr", "-p", folder, "-c", file, "-g", $"daemon off; {processes}"];
        return new ProcessLaunch(front, UnixShell.Path, UnixShell.RunWatched(setsid is null ? nginx : [setsid, .. nginx]))
        {
            Environment = environment,
            StopSteps = [.. StopSteps],
            LeadsGroup = setsid is not null,
            TellsWrongSettings = false,
        };
    }
}
