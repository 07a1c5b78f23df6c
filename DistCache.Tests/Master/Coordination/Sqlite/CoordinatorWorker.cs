using System.Text;
using DistCache.Core.Coordination;
using DistCache.Master.Coordination.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace DistCache.Tests.Master.Coordination.Sqlite;

/// <summary>
/// A process that works the store as hard as it can until it is killed, and says each thing on standard output once it was acknowledged, in
/// a line of one system call: what is not in the output may have happened, what is must have.
/// </summary>
internal sealed class CoordinatorWorker(ICoordinator session, string name, Random random)
{
    /// <summary>First argument of the test program that starts this instead of the tests.</summary>
    public const string Name = "coordinator-worker";

    private readonly Stream _output = Console.OpenStandardOutput();

    /// <param name="arguments">The store's file, this worker's name, its seed, and the session time-out in milliseconds.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var options = new SqliteCoordinatorOptions(arguments[0]) { SessionTimeout = TimeSpan.FromMilliseconds(int.Parse(arguments[3])) };
        await using var session = await SqliteCoordinator.OpenAsync(options, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        var (name, seed) = (arguments[1], int.Parse(arguments[2]));
        Task[] work =
        [
            new CoordinatorWorker(session, name, new Random(seed)).JoinAsync(),
            new CoordinatorWorker(session, name, new Random(seed + 1)).CountAsync(),
            new CoordinatorWorker(session, name, new Random(seed + 2)).LogAsync(),
            new CoordinatorWorker(session, name, new Random(seed + 3)).LeadAsync(),
            Task.Run(() => Console.In.ReadToEnd()),
        ];
        await await Task.WhenAny(work);
        return 0;
    }

    /// <summary>Has an ephemeral document as long as it lives.</summary>
    private async Task JoinAsync()
    {
        while (true)
        {
            var lost = session.SessionLost;
            var result = await WriteAsync($"masters/{name}", name, 0, write => write with { Ephemeral = true });
            if (result.Outcome == WriteOutcome.Won)
            {
                Say($"joined {name}");
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, lost).ContinueWith(_ => { }, TaskScheduler.Default); // for ever, until the session is lost
            }

            await PauseAsync();
        }
    }

    /// <summary>Counts in one document, against all the others.</summary>
    private async Task CountAsync()
    {
        while (true)
        {
            var (version, text) = await ReadAsync("counter");
            var result = await WriteAsync("counter", $"{long.Parse(text ?? "0") + 1}", version);
            if (result.Outcome == WriteOutcome.Won)
            {
                Say($"counted {result.Version}");
            }

            await PauseAsync();
        }
    }

    /// <summary>Writes documents that nobody changes.</summary>
    private async Task LogAsync()
    {
        for (var i = 1; ; i++)
        {
            var document = $"log/{name}-{i}";
            if ((await WriteAsync(document, document, 0)).Outcome == WriteOutcome.Won)
            {
                Say($"logged {document}");
            }

            await PauseAsync();
        }
    }

    /// <summary>Leads when it may, and decides while it leads.</summary>
    private async Task LeadAsync()
    {
        while (true)
        {
            await using var leadership = await session.CampaignAsync(name, CancellationToken.None);
            var (termVersion, _) = await ReadAsync("term");
            var term = await WriteAsync("term", name, termVersion, write => write with { Fence = leadership });
            if (term.Outcome == WriteOutcome.Won)
            {
                Say($"leads {term.Version} {name}");
                await DecideAsync(leadership, term.Version);
            }
            else if (term.Outcome == WriteOutcome.Lost)
            {
                Say($"broken: {name} leads and another has changed the term");
            }
        }
    }

    private async Task DecideAsync(ILeadership leadership, long term)
    {
        var (version, _) = await ReadAsync("decision");
        for (var left = random.Next(20, 400); left > 0 && !leadership.Lost.IsCancellationRequested; left--)
        {
            var result = await WriteAsync("decision", $"{term}", version, write => write with { Fence = leadership });
            switch (result.Outcome)
            {
                case WriteOutcome.Won:
                    Say($"decided {result.Version} {term}");
                    version = result.Version;
                    break;
                case WriteOutcome.Unknown:
                    (version, _) = await ReadAsync("decision");
                    break;
                case WriteOutcome.Fenced:
                    return;
                default:
                    Say($"broken: {name} leads term {term} and another has decided after version {version}");
                    return;
            }

            await PauseAsync();
        }
    }

    private async Task<(long Version, string? Text)> ReadAsync(string document)
    {
        while (true)
        {
            try
            {
                return await session.ReadAsync(document, CancellationToken.None) is { } found
                    ? (found.Version, Encoding.UTF8.GetString(found.Content.Span))
                    : (0, null);
            }
            catch (CoordinatorUnavailableException)
            {
                await PauseAsync();
            }
        }
    }

    private async Task<WriteResult> WriteAsync(string document, string text, long expected, Func<DocumentWrite, DocumentWrite>? with = null)
    {
        var write = new DocumentWrite(document, Encoding.UTF8.GetBytes(text), expected, Guid.NewGuid());
        var result = await session.WriteAsync(with?.Invoke(write) ?? write, CancellationToken.None);
        if (result.Outcome == WriteOutcome.Unknown)
        {
            Say($"unknown {document}");
        }

        return result;
    }

    private Task PauseAsync() => Task.Delay(TimeSpan.FromMilliseconds(random.Next(4)), TimeProvider.System); // the load itself: varies when the kills strike

    private void Say(string line) => _output.Write(Encoding.UTF8.GetBytes($"{line}\n"));
}
