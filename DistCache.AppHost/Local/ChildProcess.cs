using System.ComponentModel;
using System.Diagnostics;
using DistCache.ServiceDefaults.Hosting;

namespace DistCache.AppHost.Local;

/// <summary>One run of one child process, from its start to its end.</summary>
/// <remarks>
/// The supervisor holds the write end of the child's standard input and writes nothing to it. When the supervisor is gone, however it
/// went, the kernel closes that pipe, and the child, reading the end of its input, stops: nothing outlives a kill -9 of the supervisor.
/// </remarks>
internal sealed class ChildProcess
{
    /// <summary>How long after its end what a child still wrote is waited for.</summary>
    private static readonly TimeSpan OutputWithin = TimeSpan.FromSeconds(1);

    /// <summary>Enough for the reasons that a process gives for not starting.</summary>
    private const int LastErrorsMax = 16;

    private readonly ProcessLaunch _launch;
    private readonly Process _process;
    private readonly Queue<string> _lastErrors = new();

    private ChildProcess(ProcessLaunch launch, Process process, Action<string> take, TimeProvider clock)
    {
        _launch = launch;
        _process = process;
        Pid = process.Id;
        var output = BoundedLines.PumpAsync(process.StandardOutput, take);
        var errors = BoundedLines.PumpAsync(process.StandardError, line =>
        {
            Remember(line);
            take(line);
        });
        Ended = AwaitEndAsync(Task.WhenAll(output, errors), clock);
    }

    public int Pid { get; }

    /// <summary>Completes with the exit code once the process has ended and what it wrote has been taken.</summary>
    public Task<int> Ended { get; }

    /// <summary>The last lines that it wrote to standard error.</summary>
    public IReadOnlyList<string> LastErrors
    {
        get
        {
            lock (_lastErrors)
            {
                return [.. _lastErrors];
            }
        }
    }

    /// <param name="launch">What to start.</param>
    /// <param name="take">Takes each line of output, from two threads.</param>
    /// <param name="clock">Bounds the wait for the last output.</param>
    /// <exception cref="UnavailableException">The program cannot be started.</exception>
    public static ChildProcess Start(ProcessLaunch launch, Action<string> take, TimeProvider clock)
    {
        var start = new ProcessStartInfo(launch.File, launch.Arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in launch.Environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            return new ChildProcess(launch, Process.Start(start)!, take, clock);
        }
        catch (Win32Exception e)
        {
            throw new UnavailableException($"{launch.Name} cannot be started: {e.Message}", e);
        }
    }

    /// <summary>Asks it to stop, ever more firmly, and returns once it is gone.</summary>
    public async Task StopAsync(TimeProvider clock)
    {
        foreach (var step in _launch.StopSteps)
        {
            Ask(step.Signal);
            if (await EndsWithinAsync(step.Within, clock))
            {
                return;
            }
        }

        Kill();
        await Ended;
    }

    public void Kill()
    {
        if (_process.HasExited)
        {
            return;
        }

        if (_launch.LeadsGroup)
        {
            Signals.SendToGroup(Pid, Signals.Kill);
        }

        _process.Kill();
    }

    private void Ask(int signal)
    {
        if (OperatingSystem.IsWindows())
        {
            _process.StandardInput.Close();
        }
        else if (!_process.HasExited)
        {
            Signals.Send(Pid, signal);
        }
    }

    private async Task<bool> EndsWithinAsync(TimeSpan within, TimeProvider clock)
    {
        try
        {
            await Ended.WaitAsync(within, clock);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task<int> AwaitEndAsync(Task output, TimeProvider clock)
    {
        await _process.WaitForExitAsync();
        if (_launch.LeadsGroup)
        {
            Signals.SendToGroup(Pid, Signals.Kill);
        }

        Release();
        try
        {
            await output.WaitAsync(OutputWithin, clock);
        }
        catch (TimeoutException)
        {
            // Something else holds the pipe: what it writes is no longer this child's.
        }

        return _process.ExitCode;
    }

    /// <summary>A whole line before the end of the input tells a watcher beside the child that the child is gone and the pid no longer its own.</summary>
    private void Release()
    {
        try
        {
            _process.StandardInput.Write('\n');
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // Nobody reads any more, which is how it usually is.
        }
    }

    private void Remember(string line)
    {
        lock (_lastErrors)
        {
            _lastErrors.Enqueue(line);
            if (_lastErrors.Count > LastErrorsMax)
            {
                _lastErrors.Dequeue();
            }
        }
    }
}
