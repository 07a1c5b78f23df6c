using DistCache.ServiceDefaults.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace DistCache.ServiceDefaults.Hosting;

/// <summary>What every process of the product is set up with.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Logging to the console in one line a record, the real clock, health checks, and the leash to a supervisor.</summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Logging.AddProcessLog();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddHealthChecks();
        builder.Services.AddHostedService<ParentLeash>();
        return builder;
    }

    /// <summary>One line a record on standard output, the framework's own chatter left out.</summary>
    public static void AddProcessLog(this ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.Services.TryAddSingleton(TimeProvider.System);
        logging.AddConsole(console => console.FormatterName = ProcessLogFormatter.FormatterName);
        logging.AddConsoleFormatter<ProcessLogFormatter, ConsoleFormatterOptions>();
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        // It tells of a failed start with a stack trace; ProcessEntry tells of it in one line, and a bug ends the process with its trace all the
        // same. That a background service failed is critical and stays.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
        // A check that fails is answered to whoever asked; supervisors and proxies ask all the time.
        logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
    }
}
