using System.Diagnostics.CodeAnalysis;
using DistCache.AppHost.SystemModel;
using DistCache.ServiceDefaults.Hosting;

namespace DistCache.AppHost.Local;

/// <summary>Starts the parts of a system in the order of their needs, keeps them running, and stops them in the reverse order.</summary>
/// <param name="parts">None waits for a later one.</param>
/// <param name="startWithin">How long all of them may take to become healthy.</param>
/// <param name="log">Takes what happens.</param>
/// <param name="clock">Measures the waits.</param>
internal sealed class Supervisor(IReadOnlyList<RunningPart> parts, TimeSpan startWithin, LogStream log, TimeProvider clock)
{
    /// <summary>How often what is still awaited is named.</summary>
    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="whenReady">Called once every part is healthy.</param>
    /// <param name="stop">Stops everything; the method returns once all is gone.</param>
    /// <exception cref="ServiceDefaults.Settings.SettingsException">A process refuses its settings.</exception>
    /// <exception cref="UnavailableException">A part did not become healthy in time, or its program cannot be started.</exception>
    public async Task RunAsync(Action whenReady, CancellationToken stop)
    {
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var runs = new List<Task>();
        try
        {
            var started = StartAllAsync(runs, starting.Token);
            await await Task.WhenAny(started, _failure.Task);
            whenReady();
            await _failure.Task.WaitAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            log.Say("stopping");
        }
        finally
        {
            await starting.CancelAsync();
            await StopAllAsync();
            await Task.WhenAll(Snapshot(runs));
        }

        log.Say("stopped");
    }

    /// <summary>Ends every process at once; the last resort.</summary>
    public void KillAll()
    {
        foreach (var part in parts)
        {
            part.Process?.Kill();
        }
    }

    private async Task StartAllAsync(List<Task> runs, CancellationToken cancellation)
    {
        var healthy = new Dictionary<string, Task>();
        foreach (var part in parts)
        {
            healthy[part.Part.Name] = StartAsync(part, part.Part.WaitsFor.Select(name => healthy[name]).ToArray(), runs, cancellation);
        }

        var all = Task.WhenAll(healthy.Values);
        var deadline = Task.Delay(startWithin, clock, cancellation);
        while (await Task.WhenAny(all, deadline, Task.Delay(TellEvery, clock, cancellation)) is var first && first != all)
        {
            await first;
            if (first == deadline)
            {
                throw new UnavailableException([.. Missing().Select(line => $"not healthy after {startWithin.TotalSeconds:0} s: {line}")]);
            }

            log.Say($"still waiting for {string.Join("; ", Missing())}");
        }

        await all;
    }

    private async Task StartAsync(RunningPart part, Task[] needs, List<Task> runs, CancellationToken cancellation)
    {
        await Task.WhenAll(needs);
        if (part.Process is { } process)
        {
            lock (runs)
            {
                runs.Add(KeepAsync(process));
            }
        }

        await part.Probe.UntilHealthyAsync(cancellation);
        part.IsHealthy = true;
    }

    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "Handed on to whoever runs the supervisor.")]
    private async Task KeepAsync(SupervisedProcess process)
    {
        try
        {
            await process.RunAsync();
        }
        catch (Exception e)
        {
            _failure.TrySetException(e);
        }
    }

    private static Task[] Snapshot(List<Task> runs)
    {
        lock (runs)
        {
            return [.. runs];
        }
    }

    private IEnumerable<string> Missing() =>
        parts.Where(part => !part.IsHealthy && part.Part.WaitsFor.All(name => parts.First(other => other.Part.Name == name).IsHealthy))
            .Select(part => $"{part.Part.Name} ({part.Probe.Address}: {part.Probe.LastAnswer})");

    /// <summary>First what clients and operators see, then the cluster itself, at once, so that no node thinks another one lost.</summary>
    private async Task StopAllAsync()
    {
        var processes = parts.Where(part => part.Process is not null).ToLookup(part => part.Part.Kind is PartKind.Front or PartKind.Console, part => part.Process!);
        foreach (var process in processes.SelectMany(group => group))
        {
            process.StopRestarting();
        }

        await Task.WhenAll(processes[true].Select(process => process.StopAsync()));
        await Task.WhenAll(processes[false].Select(process => process.StopAsync()));
    }
}
