using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using DistCache.Node.Hosting;
using DistCache.Node.Reporting;
using DistCache.Node.Routing;
using DistCache.Node.Sessions;
using DistCache.Node.Storage;

namespace DistCache.Node.Commands.Server;

/// <summary>The text of <c>INFO</c>: Redis's sections and fields as far as they mean something here.</summary>
public sealed class InfoText(
    NodeOptions options,
    NodeTopology topology,
    IEntryStore store,
    SessionRegistry sessions,
    CommandStatistics statistics,
    NodeStatusSource status,
    TimeProvider clock,
    Func<CommandTable> table)
{
    private static readonly string Version = typeof(InfoText).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";

    /// <summary>Names of sections; those that Redis leaves out of its default answer come only when they are asked for.</summary>
    private (string Name, bool IsDefault, Func<IEnumerable<string>> Lines)[] Sections =>
    [
        ("Server", true, Server),
        ("Clients", true, Clients),
        ("Memory", true, Memory),
        ("Persistence", true, Persistence),
        ("Stats", true, Stats),
        ("Replication", true, Replication),
        ("CPU", true, Cpu),
        ("Commandstats", false, Commandstats),
        ("Cluster", true, () => ["cluster_enabled:1"]),
        ("Keyspace", true, Keyspace),
    ];

    /// <param name="asked">Names of sections, or <c>default</c>, <c>all</c>, <c>everything</c>; none: the default ones.</param>
    public string Of(IReadOnlyCollection<string> asked)
    {
        var text = new StringBuilder();
        foreach (var (name, isDefault, lines) in Sections)
        {
            if (!IsAsked(name, isDefault, asked))
            {
                continue;
            }

            text.Append(text.Length == 0 ? "" : "\r\n").Append("# ").Append(name).Append("\r\n");
            foreach (var line in lines())
            {
                text.Append(line).Append("\r\n");
            }
        }

        return text.ToString();
    }

    private static bool IsAsked(string name, bool isDefault, IReadOnlyCollection<string> asked) => asked.Count == 0
        ? isDefault
        : asked.Any(word => word.ToUpperInvariant() switch
        {
            "ALL" or "EVERYTHING" => true,
            "DEFAULT" => isDefault,
            _ => name.Equals(word, StringComparison.OrdinalIgnoreCase),
        });

    private IEnumerable<string> Server() =>
    [
        $"redis_version:{RedisCompatibility.Version}",
        "redis_mode:cluster",
        $"distcache_version:{Version}",
        $"os:{RuntimeInformation.OSDescription}",
        $"arch_bits:{IntPtr.Size * 8}",
        $"dotnet_version:{Environment.Version}",
        $"process_id:{Environment.ProcessId}",
        $"node_id:{options.Id}",
        $"incarnation:{topology.SelfKey.Incarnation}",
        $"tcp_port:{options.RespPort}",
        $"server_time_usec:{(clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond}",
        $"uptime_in_seconds:{(long)status.Uptime.TotalSeconds}",
        $"uptime_in_days:{(long)status.Uptime.TotalDays}",
    ];

    private IEnumerable<string> Clients() =>
    [
        $"connected_clients:{sessions.Count}",
        $"maxclients:{sessions.ClientsMax}",
        "blocked_clients:0",
    ];

    private IEnumerable<string> Memory()
    {
        var counts = store.Statistics;
        return
        [
            $"used_memory:{counts.BytesUsed}",
            $"used_memory_rss:{Environment.WorkingSet}",
            $"used_memory_heap:{GC.GetTotalMemory(false)}",
            $"total_system_memory:{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes}",
            $"maxmemory:{counts.BytesMax}",
            $"maxmemory_policy:{ConfigParameters.EvictionPolicy}",
        ];
    }

    /// <summary>Nothing is written to disk.</summary>
    private static IEnumerable<string> Persistence() => ["loading:0", "rdb_bgsave_in_progress:0", "aof_enabled:0"];

    private IEnumerable<string> Stats()
    {
        var counts = store.Statistics;
        return
        [
            $"total_connections_received:{sessions.ReceivedTotal}",
            $"total_commands_processed:{statistics.TotalCalls()}",
            $"rejected_connections:{sessions.RejectedTotal}",
            $"expired_keys:{counts.Expirations}",
            $"evicted_keys:{counts.Evictions}",
            $"keyspace_hits:{counts.Hits}",
            $"keyspace_misses:{counts.Misses}",
        ];
    }

    private static IEnumerable<string> Replication() => ["role:master", "connected_slaves:0"];

    private static IEnumerable<string> Cpu()
    {
        using var process = Process.GetCurrentProcess();
        return
        [
            string.Create(CultureInfo.InvariantCulture, $"used_cpu_sys:{process.PrivilegedProcessorTime.TotalSeconds:F6}"),
            string.Create(CultureInfo.InvariantCulture, $"used_cpu_user:{process.UserProcessorTime.TotalSeconds:F6}"),
        ];
    }

    private IEnumerable<string> Commandstats()
    {
        var commands = table();
        for (var i = 0; i < commands.Count; i++)
        {
            var counts = statistics.Of(i);
            if (counts.Calls + counts.Rejections == 0)
            {
                continue;
            }

            var microseconds = counts.Ticks * 1e6 / clock.TimestampFrequency;
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"cmdstat_{commands[i].Name}:calls={counts.Calls},usec={microseconds:F0},usec_per_call={microseconds / Math.Max(1, counts.Calls):F2},rejected_calls={counts.Rejections},failed_calls={counts.Failures}");
        }
    }

    private IEnumerable<string> Keyspace()
    {
        var counts = store.Statistics;
        return counts.Entries == 0 ? [] : [$"db0:keys={counts.Entries},expires={counts.ExpiringEntries},avg_ttl=0"];
    }
}
