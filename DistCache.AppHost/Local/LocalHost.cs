using System.Reflection;
using System.Runtime.InteropServices;
using DistCache.AppHost.Local.Nginx;
using DistCache.AppHost.SystemModel;
using DistCache.ServiceDefaults.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DistCache.AppHost.Local;

/// <summary>Runs the system as processes of this machine; needs nothing but the .NET SDK.</summary>
internal sealed class LocalHost
{
    /// <summary>More than the stop steps of all stages together: the supervisor bounds its stop itself.</summary>
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(60);

    /// <summary>Exit code after a second Ctrl-C, as a shell reports it.</summary>
    private const int ExitInterrupted = 130;

    private readonly AppHostOptions _options;
    private readonly IReadOnlyDictionary<string, string?> _environment;
    private readonly string _aspireAbsence;
    private readonly string? _nginx;
    private readonly DistCacheSystem _system;

    /// <param name="options">What was chosen.</param>
    /// <param name="environment">What the AppHost was given.</param>
    /// <param name="aspireAbsence">Why this host runs and not Aspire.</param>
    /// <exception cref="SettingsException">The options ask for what this host has not.</exception>
    public LocalHost(AppHostOptions options, IReadOnlyDictionary<string, string?> environment, string aspireAbsence)
    {
        _aspireAbsence = aspireAbsence;
        _options = options;
        _environment = environment;
        _nginx = options.Front == FrontDoor.Shared ? null : NginxFront.FindProgram(environment);
        if (options.Front == FrontDoor.Nginx && _nginx is null)
        {
            throw new SettingsException("FRONT=nginx: the program nginx is not installed here; install it, or use auto or shared.");
        }

        if (options.Coordinator == "zookeeper")
        {
            throw new SettingsException("COORDINATOR=zookeeper: the local host starts no ZooKeeper; use embedded, or name a running one as zookeeper:host:port.");
        }

        _system = DistCacheSystem.Describe(options, _nginx is null ? FrontDoor.Shared : FrontDoor.Nginx);
    }

    /// <summary>Why the build left Aspire out; the build wrote it into this assembly.</summary>
    public static string AspireAbsence { get; } = typeof(LocalHost).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(metadata => metadata.Key == "AspireAbsence")?.Value ?? "";

    /// <summary>Runs until SIGINT or SIGTERM, and returns once every process is gone.</summary>
    /// <exception cref="ServiceDefaults.Hosting.UnavailableException">A port, the data folder or a program cannot be had.</exception>
    public async Task RunAsync(TextWriter output, TimeProvider clock)
    {
        using var folder = Preflight.Check(_system, _options);
        var names = _system.Parts.Select(part => part.Name).Append(LogStream.OwnName);
        var log = new LogStream(output, names.Max(name => name.Length), LogStream.TerminalHasColours(_environment));
        using var http = HealthProbe.CreateClient();
        var plan = new LaunchPlan(_options, _system, _environment, _nginx);
        RunningPart[] parts = [.. _system.Parts.Select(part => Prepare(part, plan, log, http, clock))];
        var supervisor = new Supervisor(parts, _options.StartWithin, log, clock);
        log.Say($"local host, not Aspire: {_aspireAbsence}");
        log.Say($"starting {_options.Masters} masters, {_options.Nodes} nodes and the console; {FrontDescription()}; data in {_options.DataFolder}");

        var since = clock.GetTimestamp();
        using var host = CreateHost(stop => supervisor.RunAsync(() => TellReady(log, parts, clock.GetElapsedTime(since)), stop));
        using var secondInterrupt = OnSecondInterrupt(supervisor);
        using var launcher = DotnetRunWatch.Start(clock, () => host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication());
        var service = host.Services.GetRequiredService<SupervisorService>();
        await host.RunAsync();
        await service.Completion;
    }

    private static RunningPart Prepare(SystemPart part, LaunchPlan plan, LogStream log, HttpClient http, TimeProvider clock)
    {
        var probe = new HealthProbe(plan.HealthAddress(part), http, clock);
        return new RunningPart(part, plan.For(part) is { } launch ? new SupervisedProcess(launch, probe, log, clock) : null, probe);
    }

    private static IHost CreateHost(Func<CancellationToken, Task> run)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = StopWithin);
        builder.Services.AddSingleton(services => new SupervisorService(run, services.GetRequiredService<IHostApplicationLifetime>()));
        builder.Services.AddHostedService(services => services.GetRequiredService<SupervisorService>());
        return builder.Build();
    }

    /// <summary>Who presses Ctrl-C twice will not wait for anything.</summary>
    private static PosixSignalRegistration OnSecondInterrupt(Supervisor supervisor)
    {
        var interrupts = 0;
        return PosixSignalRegistration.Create(PosixSignal.SIGINT, _ =>
        {
            if (Interlocked.Increment(ref interrupts) > 1)
            {
                supervisor.KillAll();
                Environment.Exit(ExitInterrupted);
            }
        });
    }

    private void TellReady(LogStream log, RunningPart[] parts, TimeSpan took)
    {
        var console = _system.Parts.First(part => part.Kind == PartKind.Console).Endpoint(PartEndpoint.Http);
        var front = _system.Parts.First(part => part.Kind == PartKind.Front).Endpoint(PartEndpoint.Http);
        log.Print(
        [
            "",
            .. StatusTable.Write(parts, _options.Host),
            "",
            $"data {_options.DataFolder}",
            $"console {StatusTable.Address(console, _options.Host)}",
            $"ready in {took.TotalSeconds:0.0} s: {StatusTable.Address(front, _options.Host)}",
        ]);
    }

    private string FrontDescription() => _nginx is null ? "the masters share the front port" : $"{_nginx} in front";
}
