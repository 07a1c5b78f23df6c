using System.Text;
using DistCache.Core.Hashing;
using DistCache.Core.Leading;
using DistCache.Core.Leading.Coordinated;
using DistCache.Core.Membership;
using DistCache.Core.Topology;
using DistCache.Master.Coordination.Sqlite;
using DistCache.Master.Leading;
using Microsoft.Extensions.Logging.Abstractions;

namespace DistCache.Tests.Master.Leading;

/// <summary>Two masters with their real control, connections and SQLite coordinator; the node is a socket that answers as one does.</summary>
public sealed class LeadingServiceTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("distcache-leading-").FullName;
    private readonly List<RunningMaster> _masters = [];
    private RunningNode? _node;

    public async ValueTask InitializeAsync()
    {
        for (var number = 1; number <= 2; number++)
        {
            _masters.Add(await RunningMaster.StartAsync(number, Path.Combine(_folder, "coordinator.db")));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var master in _masters)
        {
            await master.DisposeAsync();
        }

        await StopNodeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Node_RegisteredAtOneMaster_OwnsAllSlotsAtEveryMasterAndIsToldSo()
    {
        var reply = await StartNodeAsync(run: 5);

        foreach (var master in _masters)
        {
            var topology = await master.NewerThanAsync(Epoch.None);
            topology.ClusterId.ShouldBe(reply.ClusterId);
            topology.CountPrimaries().ShouldBe([SlotId.SlotCount]);
            await UntilAsync("the master names the leader and sees the node alive", () =>
                master.Service.Roster is { LeaderId: not null, Masters.Length: 2, Nodes: [{ Health: NodeHealth.Alive, Status.TopologyEpoch.Value: 1 }] });
        }

        _masters[0].Service.Roster.LeaderId.ShouldBe(_masters[1].Service.Roster.LeaderId);
        _node!.Topology!.Epoch.ShouldBe(new Epoch(1));
    }

    [Fact]
    public async Task Node_RestartedAsANewRun_GetsItsSlotsBackAtTheNextEpoch()
    {
        await StartNodeAsync(run: 5);
        await _masters[1].NewerThanAsync(Epoch.None);
        await StopNodeAsync();
        await StartNodeAsync(run: 6);

        var topology = await _masters[1].NewerThanAsync(new Epoch(1));

        topology.PrimaryOf(new SlotId(0))!.Incarnation.ShouldBe(new Incarnation(6));
        topology[new SlotId(0)].Epoch.ShouldBe(new Epoch(2));
        (await RegisterAsync(5)).ShouldBe(new RegistrationResult.Superseded(new Incarnation(6)));
    }

    [Fact]
    public async Task Leader_Stops_TheOtherDecidesOn()
    {
        await StartNodeAsync(run: 5);
        await _masters[1].NewerThanAsync(Epoch.None);
        await UntilAsync("a leader is named", () => _masters[1].Service.Roster.LeaderId is not null);
        var leader = _masters.Single(master => master.Id == _masters[1].Service.Roster.LeaderId);
        _masters.Remove(leader);
        await leader.DisposeAsync();
        await StopNodeAsync();
        await StartNodeAsync(run: 6);

        (await _masters[0].NewerThanAsync(new Epoch(1))).PrimaryOf(new SlotId(0))!.Incarnation.ShouldBe(new Incarnation(6));
    }

    private async Task<RegistrationReply> StartNodeAsync(ulong run)
    {
        _node = new RunningNode(run);
        return (await RegisterAsync(run)).ShouldBeOfType<RegistrationResult.Accepted>().Reply;
    }

    private async Task<RegistrationResult> RegisterAsync(ulong run)
    {
        RegistrationResult result = new RegistrationResult.Unavailable();
        await UntilAsync("a master takes the registration", async () =>
        {
            result = await _masters[0].Service.RegisterAsync(new NodeRegistration("node-1", run, "127.0.0.1", _node!.Socket.Port, 3001), CancellationToken.None);
            return result is not RegistrationResult.Unavailable;
        });
        return result;
    }

    private async Task StopNodeAsync()
    {
        if (_node is not null)
        {
            await _node.Socket.DisposeAsync();
        }
    }

    private static Task UntilAsync(string what, Func<bool> isSo) => UntilAsync(what, () => Task.FromResult(isSo()));

    private static async Task UntilAsync(string what, Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await isSo())
        {
            limit.IsCancellationRequested.ShouldBeFalse($"within {Limit.TotalSeconds} s: {what}");
            await timer.WaitForNextTickAsync();
        }
    }

    private sealed class RunningNode
    {
        private readonly ulong _run;

        public RunningNode(ulong run)
        {
            _run = run;
            Socket.Intercept = command => command[0] switch
            {
                "DC.PROBE" => new FakeNode.Instead.Send($"*4\r\n$11\r\nincarnation\r\n:{_run}\r\n$14\r\ntopology-epoch\r\n:{Topology?.Epoch.Value ?? 0}\r\n"),
                "DC.TOPOLOGY" => Install(command[1]),
                _ => null,
            };
        }

        public FakeNode Socket { get; } = new();

        public ClusterTopology? Topology { get; private set; }

        private FakeNode.Instead.Send Install(string record)
        {
            var offered = TopologyCodec.Decode(Encoding.Latin1.GetBytes(record));
            Topology = offered.Epoch.Supersedes(Topology?.Epoch ?? Epoch.None) ? offered : Topology;
            return new FakeNode.Instead.Send($":{Topology!.Epoch}\r\n");
        }
    }

    private sealed class RunningMaster(string id, SqliteCoordinator coordinator, TopologyHolder holder, LeadingService service) : IAsyncDisposable
    {
        public string Id => id;

        public LeadingService Service => service;

        public static async Task<RunningMaster> StartAsync(int number, string file)
        {
            var id = $"master-{number}";
            var coordinator = await SqliteCoordinator.OpenAsync(
                new SqliteCoordinatorOptions(file), TimeProvider.System, NullLogger.Instance, CancellationToken.None);
            var holder = new TopologyHolder(ClusterTopology.Empty("none", 8));
            var service = new LeadingService(
                new MasterDocument(id, $"http://127.0.0.1:2050{number}"),
                new LeadingOptions { ExpectedNodes = 1, VirtualNodes = 8 },
                coordinator,
                holder,
                TimeProvider.System,
                new Random(),
                NullLoggerFactory.Instance);
            await service.StartAsync(CancellationToken.None);
            return new RunningMaster(id, coordinator, holder, service);
        }

        public async Task<ClusterTopology> NewerThanAsync(Epoch epoch)
        {
            using var limit = new CancellationTokenSource(Limit);
            try
            {
                return await holder.NewerThanAsync(epoch, limit.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"{id} saw no topology after epoch {epoch} within {Limit.TotalSeconds} s.");
            }
        }

        public async ValueTask DisposeAsync()
        {
            await service.StopAsync(CancellationToken.None);
            service.Dispose();
            await coordinator.DisposeAsync();
        }
    }
}
