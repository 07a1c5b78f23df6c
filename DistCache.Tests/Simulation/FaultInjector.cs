namespace DistCache.Tests.Simulation;

/// <summary>Starts a simulated cluster, then crashes, pauses and cuts off what it is made of, at random, until all is healed.</summary>
public sealed class FaultInjector
{
    private readonly SimulatedCluster _cluster;
    private readonly int? _lostNode;
    private bool _isOver;

    public FaultInjector(SimulatedCluster cluster)
    {
        _cluster = cluster;
        _lostNode = cluster.NodeCount > 1 && Random.Next(4) == 0 ? Random.Next(cluster.NodeCount) : null;
        for (var i = 0; i < cluster.MasterCount; i++)
        {
            Start(i, 2.0, isMaster: true);
        }

        for (var i = 0; i < cluster.NodeCount; i++)
        {
            Start(i, 2.0, isMaster: false);
        }

        cluster.Supervise = node => Start(node, 1.0, isMaster: false);
        Later(1.5, Next);
    }

    private Random Random => _cluster.Random;

    /// <summary>Ends all faults: everything runs and reaches everything, but the node that is lost for good in a quarter of the runs.</summary>
    public void Heal()
    {
        _isOver = true;
        _cluster.Trace.Note("healed");
        _cluster.Network.HealAll();
        _cluster.Store.ReadsLate = false;
        _cluster.Store.ComeUp();
        foreach (var process in _cluster.Living().Where(process => process.IsPaused).ToArray())
        {
            process.Resume();
        }

        for (var i = 0; i < _cluster.MasterCount; i++)
        {
            Run(i, isMaster: true);
        }

        for (var i = 0; i < _cluster.NodeCount; i++)
        {
            if (i == _lostNode)
            {
                _cluster.NodeAt(i)?.Crash();
            }
            else
            {
                Run(i, isMaster: false);
            }
        }
    }

    private void Next()
    {
        if (_isOver)
        {
            return;
        }

        switch (Random.Next(10))
        {
            case 0 or 1 or 2:
                Crash(isMaster: false);
                break;
            case 3 or 4:
                Crash(isMaster: true);
                break;
            case 5 or 6:
                Pause();
                break;
            case 7 or 8:
                Cut();
                break;
            default:
                Disturb();
                break;
        }

        Later(1.4 * Random.NextDouble(), Next);
    }

    private void Crash(bool isMaster)
    {
        var index = Random.Next(isMaster ? _cluster.MasterCount : _cluster.NodeCount);
        SimulatedProcess? process = isMaster ? _cluster.MasterAt(index) : _cluster.NodeAt(index);
        if (process is not null)
        {
            _cluster.Trace.Note("crash", process.Name);
            process.Crash();
            Start(index, 0.05 + (5 * Random.NextDouble()), isMaster);
        }
    }

    private void Pause()
    {
        var living = _cluster.Living().Where(process => !process.IsPaused).ToArray();
        if (living.Length > 0)
        {
            var process = living[Random.Next(living.Length)];
            _cluster.Trace.Note("pause", process.Name);
            process.Pause();
            Later(0.1 + (6 * Random.NextDouble()), () => Unless(!process.IsPaused, process.Resume));
        }
    }

    /// <summary>One way between two hosts, both ways, or one host from all others.</summary>
    private void Cut()
    {
        var hosts = _cluster.ClientHost;
        var one = Random.Next(hosts);
        var other = Random.Next(hosts);
        var isIsolated = Random.Next(2) == 0;
        var isOneWay = Random.Next(2) == 0;
        _cluster.Trace.Note(isIsolated ? "isolate" : isOneWay ? "cut one way" : "cut", "", one, other);
        (int From, int To)[] cut = isIsolated
            ? [.. Enumerable.Range(0, hosts).SelectMany(host => new[] { (one, host), (host, one) })]
            : isOneWay ? [(one, other)] : [(one, other), (other, one)];
        foreach (var (from, to) in cut)
        {
            _cluster.Network.Cut(from, to);
        }

        Later(0.3 + (6 * Random.NextDouble()), () =>
        {
            foreach (var (from, to) in cut)
            {
                _cluster.Network.Heal(from, to);
            }
        });
    }

    private void Disturb()
    {
        _cluster.Trace.Note("disturb");
        switch (Random.Next(3))
        {
            case 0:
                _cluster.Store.GoDown();
                Later(0.3 + (4 * Random.NextDouble()), _cluster.Store.ComeUp);
                break;
            case 1:
                _cluster.Network.Loss = 0.3 * Random.NextDouble();
                Later(3, () => _cluster.Network.Loss = 0);
                break;
            default:
                _cluster.Network.Slowness = 10 + (40 * Random.NextDouble());
                Later(3, () => _cluster.Network.Slowness = 1);
                break;
        }
    }

    private void Start(int index, double withinSeconds, bool isMaster) =>
        _cluster.Time.After(TimeSpan.FromSeconds(withinSeconds * Random.NextDouble()), () => Run(index, isMaster));

    private void Run(int index, bool isMaster)
    {
        if (isMaster && _cluster.MasterAt(index) is null)
        {
            _cluster.StartMaster(index);
        }
        else if (!isMaster && _cluster.NodeAt(index) is null && !(_isOver && index == _lostNode))
        {
            _cluster.StartNode(index);
        }
    }

    private void Later(double seconds, Action action) => _cluster.Time.After(TimeSpan.FromSeconds(seconds), () => Unless(_isOver, action));

    private static void Unless(bool isSo, Action action)
    {
        if (!isSo)
        {
            action();
        }
    }
}
