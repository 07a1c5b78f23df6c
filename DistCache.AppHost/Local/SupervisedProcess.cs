using DistCache.ServiceDefaults.Hosting;
using DistCache.ServiceDefaults.Settings;

namespace DistCache.AppHost.Local;

/// <summary>One process of the system: starts it, starts it again whenever it ends, until it is told to stop.</summary>
internal sealed class SupervisedProcess(ProcessLaunch launch, HealthProbe probe, LogStream log, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly RestartPolicy _restarts = new();
    private readonly TaskCompletionSource _stopping = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ChildProcess? _current;

    public string Name => launch.Name;

    /// <summary>Of the run under way; null while there is none.</summary>
    public int? Pid => _current is { Ended.IsCompleted: false } child ? child.Pid : null;

    /// <summary>Keeps the process running; completes once it has been stopped.</summary>
    /// <exception cref="SettingsException">The process refuses its settings, which no restart would change.</exception>
    /// <exception cref="UnavailableException">Its program cannot be started.</exception>
    public async Task RunAsync()
    {
        for (var again = false; Start() is { } child; again = true)
        {
            var since = clock.GetTimestamp();
            using var ended = new CancellationTokenSource();
            var recovery = again ? TellRecoveryAsync(child, ended.Token) : Task.CompletedTask;
            var exitCode = await child.Ended;
            await ended.CancelAsync();
            await recovery;
            if (!await WaitBeforeRestartAsync(child, exitCode, clock.GetElapsedTime(since)))
            {
                return;
            }
        }
    }

    /// <summary>Ends the process, and <see cref="RunAsync"/> with it. Returns once the process is gone.</summary>
    public async Task StopAsync()
    {
        StopRestarting();
        if (_current is { } child)
        {
            await child.StopAsync(clock);
        }
    }

    /// <summary>From now on the process is not started again when it ends.</summary>
    public void StopRestarting()
    {
        lock (_lock)
        {
            _stopping.TrySetResult();
        }
    }

    /// <summary>The last resort: at once, and without waiting.</summary>
    public void Kill()
    {
        StopRestarting();
        _current?.Kill();
    }

    /// <summary>Null once stopping: under the lock, so that no process is started that <see cref="StopAsync"/> does not see.</summary>
    private ChildProcess? Start()
    {
        lock (_lock)
        {
            return _stopping.Task.IsCompleted ? null : _current = ChildProcess.Start(launch, line => log.Write(Name, line), clock);
        }
    }

    /// <summary>False when the process is to stay ended.</summary>
    private async Task<bool> WaitBeforeRestartAsync(ChildProcess child, int exitCode, TimeSpan uptime)
    {
        if (_stopping.Task.IsCompleted)
        {
            return false;
        }

        if (launch.TellsWrongSettings && exitCode == ProcessEntry.ExitWrongSettings)
        {
            throw new SettingsException([.. child.LastErrors.DefaultIfEmpty("it does not say why").Select(line => $"{Name} refuses its settings: {line}")]);
        }

        var wait = _restarts.After(uptime);
        log.Say($"{Name} is gone (pid {child.Pid}, {Signals.Describe(exitCode)}, after {uptime.TotalSeconds:0.0} s): starting it again in {wait.TotalSeconds:0.#} s");
        try
        {
            await _stopping.Task.WaitAsync(wait, clock);
            return false;
        }
        catch (TimeoutException)
        {
            return true;
        }
    }

    private async Task TellRecoveryAsync(ChildProcess child, CancellationToken ended)
    {
        log.Say($"{Name} started again (pid {child.Pid})");
        try
        {
            await probe.UntilHealthyAsync(ended);
            log.Say($"{Name} is healthy again (pid {child.Pid})");
        }
        catch (OperationCanceledException)
        {
            // It ended first, which is told elsewhere.
        }
    }
}
