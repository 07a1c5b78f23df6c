using System.Globalization;
using System.Net;
using DistCache.AppHost.SystemModel;

namespace DistCache.AppHost.Local;

/// <summary>What runs where, as a table for people.</summary>
internal static class StatusTable
{
    private static readonly string[] Head = ["name", "pid", "state", "addresses"];

    public static IEnumerable<string> Write(IEnumerable<RunningPart> parts, IPAddress host)
    {
        string[][] rows = [Head, .. parts.Select(part => Row(part, host))];
        var widths = Enumerable.Range(0, Head.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    /// <summary>An address of an endpoint as a person on this machine would type it.</summary>
    public static string Address(PartEndpoint endpoint, IPAddress host)
    {
        var isHere = IPAddress.IsLoopback(host) || host.Equals(IPAddress.Any) || host.Equals(IPAddress.IPv6Any);
        return $"{endpoint.Scheme}://{(isHere ? "localhost" : ProcessEnvironment.Reachable(host))}:{endpoint.Port}";
    }

    private static string[] Row(RunningPart running, IPAddress host) =>
    [
        running.Part.Name,
        running.Process is null ? "-" : running.Process.Pid?.ToString(CultureInfo.InvariantCulture) ?? "gone",
        running.IsHealthy ? "healthy" : "starting",
        string.Join("  ", running.Part.Endpoints.Select(endpoint => Address(endpoint, host))) + (running.Process is null ? "  (every master listens)" : ""),
    ];
}
