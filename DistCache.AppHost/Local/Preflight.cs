using System.Net;
using System.Net.Sockets;
using DistCache.AppHost.SystemModel;
using DistCache.ServiceDefaults.Hosting;
using DistCache.ServiceDefaults.Settings;

namespace DistCache.AppHost.Local;

/// <summary>Finds what would keep the system from starting before anything is started, and tells all of it at once.</summary>
internal static class Preflight
{
    /// <summary>Takes the data folder for this process and finds every port free.</summary>
    /// <returns>The lock of the data folder, to be held for as long as the system runs.</returns>
    /// <exception cref="UnavailableException">A port or the folder cannot be had.</exception>
    public static DataFolderLock Check(DistCacheSystem system, AppHostOptions options)
    {
        var problems = BusyPorts(system, options.Host).ToList();
        var folder = DataFolderLock.TryTake(options.DataFolder, out var problem);
        if (problem is not null)
        {
            problems.Insert(0, problem);
        }

        if (folder is null || problems.Count > 0)
        {
            folder?.Dispose();
            throw new UnavailableException(problems);
        }

        return folder;
    }

    /// <summary>Binds each port as its only owner, so that a front port that another cluster's masters share counts as busy, and lets go of it.</summary>
    private static IEnumerable<string> BusyPorts(DistCacheSystem system, IPAddress host)
    {
        foreach (var part in system.Parts)
        {
            foreach (var endpoint in part.Endpoints)
            {
                if (TryBind(host, endpoint.Port) is { } error)
                {
                    var chosenBy = $"{endpoint.Choice} or {SettingsReader.SwitchOf(endpoint.Choice)}";
                    yield return error.SocketErrorCode == SocketError.AddressAlreadyInUse
                        ? $"port {endpoint.Port} of {part.Name} ({endpoint.Name}) is in use by another program: stop that one, or choose another port by {chosenBy}."
                        : $"port {endpoint.Port} of {part.Name} ({endpoint.Name}) cannot be had on {host} ({error.Message}): choose another by {chosenBy}, or another address by HOST.";
                }
            }
        }
    }

    private static SocketException? TryBind(IPAddress host, int port)
    {
        using var socket = new Socket(host.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.ExclusiveAddressUse = true;
            socket.Bind(new IPEndPoint(host, port));
            socket.Listen(1);
            return null;
        }
        catch (SocketException e)
        {
            return e;
        }
    }
}
