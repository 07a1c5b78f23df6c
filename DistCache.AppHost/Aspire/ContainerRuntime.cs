using System.ComponentModel;
using System.Diagnostics;

namespace DistCache.AppHost.Aspire;

/// <summary>Whether containers can be run here.</summary>
internal static class ContainerRuntime
{
    /// <summary>An installed client whose service does not run may take long to say so.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10);

    public static async Task<bool> WorksAsync() => await AnswersAsync("docker") || await AnswersAsync("podman");

    private static async Task<bool> AnswersAsync(string client)
    {
        using var limit = new CancellationTokenSource(AnswerWithin, TimeProvider.System);
        try
        {
            using var process = Process.Start(new ProcessStartInfo(client, ["info"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            using var kill = limit.Token.Register(process.Kill);
            await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
