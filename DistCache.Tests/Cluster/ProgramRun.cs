using System.Diagnostics;
using DistCache.Tests.Support;

namespace DistCache.Tests.Cluster;

/// <summary>Runs a program of another project to its end.</summary>
internal static class ProgramRun
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <returns>What it wrote to its standard output.</returns>
    public static async Task<string> OutputAsync(string program, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(InstalledPrograms.Require(program), arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Limit);
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', start.ArgumentList)}: {await errors}");
        return await output;
    }
}
