using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace DistCache.AppHost.SystemModel;

/// <summary>The environment of one process: what the AppHost was given, and over it what only this process can have.</summary>
public static class ProcessEnvironment
{
    /// <summary>
    /// Variables that only one process can have: never passed on, whoever set them. The last four are ASP.NET Core's own names for
    /// an address to listen on.
    /// </summary>
    private static readonly ImmutableHashSet<string> OneProcessOnly =
    [
        "PORT", "RESP_PORT", "SHARED_PORT", "HOST", "NODE_ID", "NODES_ON_HOST", "MASTER_ID", "MASTER_ADDRESS", "COORDINATOR", "EXPECTED_NODES", "DATA_DIR", "BACKUP_DIR",
        "URLS", "ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "ASPNETCORE_HTTPS_PORTS",
    ];

    /// <summary>The variables of <paramref name="part"/> when everything runs on this machine.</summary>
    public static ImmutableSortedDictionary<string, string> Of(
        SystemPart part, DistCacheSystem system, IPAddress host, IReadOnlyDictionary<string, string?> given)
    {
        var variables = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in given)
        {
            if (value is not null && !OneProcessOnly.Contains(name))
            {
                variables[name] = value;
            }
        }

        variables["HOST"] = host.ToString();
        foreach (var endpoint in part.Endpoints.Where(endpoint => endpoint.Setting is not null))
        {
            variables[endpoint.Setting!] = endpoint.Port.ToString(CultureInfo.InvariantCulture);
        }

        foreach (var setting in part.Settings)
        {
            variables[setting.Name] = Resolve(setting, system, host);
        }

        return variables.ToImmutable();
    }

    /// <summary>The address by which this machine reaches what listens on <paramref name="host"/>; IPv6 in brackets.</summary>
    public static string Reachable(IPAddress host) =>
        host.Equals(IPAddress.Any) ? IPAddress.Loopback.ToString()
        : host.Equals(IPAddress.IPv6Any) ? $"[{IPAddress.IPv6Loopback}]"
        : host.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{host}]"
        : host.ToString();

    private static string Resolve(PartSetting setting, DistCacheSystem system, IPAddress host) => setting switch
    {
        FixedSetting one => one.Value,
        ReferenceSetting many => many.Prefix + string.Join(',', many.Parts.Select(name => AddressOf(system.Part(name).Endpoint(many.Endpoint), host))),
        _ => throw new InvalidOperationException($"{setting.Name} is of a kind that cannot be resolved: {setting.GetType().Name}."),
    };

    private static string AddressOf(PartEndpoint endpoint, IPAddress host) =>
        endpoint.Scheme == "http" ? $"http://{Reachable(host)}:{endpoint.Port}" : $"{Reachable(host)}:{endpoint.Port}";
}
