using DistCache.Core.Coordination;
using DistCache.Master.Coordination.Sqlite;
using DistCache.ServiceDefaults.Hosting;

namespace DistCache.Master.Coordination;

/// <summary>The setting <c>COORDINATOR</c>: which store the masters agree through, <c>sqlite:</c> and the path of a file.</summary>
public static class CoordinatorSetting
{
    private const string Sqlite = "sqlite:";

    /// <summary>Says what is wrong with the setting, or null.</summary>
    public static string? Problem(string setting) =>
        setting.StartsWith(Sqlite, StringComparison.Ordinal) && setting.Length > Sqlite.Length ? null : $"{Sqlite}<path> is expected";

    /// <summary>Opens the store that a valid setting names.</summary>
    /// <exception cref="UnavailableException">The store cannot be reached now.</exception>
    public static async Task<ICoordinator> OpenAsync(string setting, TimeProvider clock, ILoggerFactory logs, CancellationToken cancellationToken)
    {
        try
        {
            var options = new SqliteCoordinatorOptions(setting[Sqlite.Length..]);
            return await SqliteCoordinator.OpenAsync(options, clock, logs.CreateLogger<SqliteCoordinator>(), cancellationToken);
        }
        catch (CoordinatorUnavailableException e)
        {
            throw new UnavailableException($"COORDINATOR={setting}: {e.Message}", e);
        }
    }
}
