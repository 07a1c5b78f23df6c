using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DistCache.ServiceDefaults.Hosting;

/// <summary>
/// Stops a supervised process when its supervisor is gone, however it went: the supervisor holds the write end of this process's
/// standard input and writes nothing, so the end of the input is the end of the supervisor.
/// </summary>
/// <remarks>On only where the supervisor says so by <see cref="Variable"/>: a process started by hand may have any standard input.</remarks>
internal sealed partial class ParentLeash(IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<ParentLeash> log) : IHostedService
{
    /// <summary>Set to <c>stdin</c> by a supervisor that holds the other end.</summary>
    public const string Variable = "DISTCACHE_LEASH";

    /// <summary>How long a graceful stop may take before the process ends itself.</summary>
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(10);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(Variable) == "stdin")
        {
            new Thread(Watch) { IsBackground = true, Name = "parent leash" }.Start();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Watch()
    {
        using var input = Console.OpenStandardInput();
        Span<byte> ignored = stackalloc byte[64];
        while (input.Read(ignored) > 0)
        {
        }

        LogParentGone(log);
        var deadline = clock.CreateTimer(_ => Environment.Exit(1), null, StopWithin, Timeout.InfiniteTimeSpan);
        lifetime.ApplicationStopped.Register(() => deadline.Dispose());
        lifetime.StopApplication();
    }

    [LoggerMessage(LogLevel.Information, "The supervisor of this process is gone: stopping.")]
    private static partial void LogParentGone(ILogger logger);
}
