using System.Diagnostics;

namespace DistCache.Bench.Throughput;

/// <summary>Runs a load program to its end.</summary>
internal static class LoadProgram
{
    /// <returns>What it wrote to its standard output.</returns>
    /// <exception cref="InvalidOperationException">It is not installed, or ended with an error.</exception>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await errors}");
    }
}
