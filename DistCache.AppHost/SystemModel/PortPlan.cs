using System.Net;
using DistCache.ServiceDefaults.Settings;

namespace DistCache.AppHost.SystemModel;

/// <summary>Whether the ports of a system can all be had, by numbers alone.</summary>
public static class PortPlan
{
    /// <exception cref="SettingsException">A port is beyond the last one, or two endpoints would share one.</exception>
    public static void ThrowIfImpossible(DistCacheSystem system)
    {
        var endpoints = system.Parts.SelectMany(part => part.Endpoints.Select(endpoint => (Part: part, Endpoint: endpoint))).ToList();
        var beyond = endpoints.Where(one => one.Endpoint.Port > IPEndPoint.MaxPort)
            .GroupBy(one => one.Endpoint.Choice)
            .Select(group => $"{group.Key}: {group.Last().Part.Name} would get port {group.Last().Endpoint.Port}, and the last one is {IPEndPoint.MaxPort}.");
        var shared = endpoints.GroupBy(one => one.Endpoint.Port)
            .Where(group => group.Count() > 1)
            .Select(group => group.Take(2).ToArray())
            .DistinctBy(pair => (pair[0].Endpoint.Choice, pair[1].Endpoint.Choice))
            .Select(pair => $"{pair[0].Endpoint.Choice} and {pair[1].Endpoint.Choice} overlap: port {pair[0].Endpoint.Port} would be both "
                + $"{pair[0].Part.Name}'s ({pair[0].Endpoint.Name}) and {pair[1].Part.Name}'s ({pair[1].Endpoint.Name}).");
        string[] problems = [.. beyond, .. shared];
        if (problems.Length > 0)
        {
            throw new SettingsException(problems);
        }
    }
}
