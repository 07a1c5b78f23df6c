namespace DistCache.Tests.Simulation;

/// <summary>One run: a cluster under faults for a while, then a quiet time in which all has to come right. The seed decides everything.</summary>
public static class ClusterSimulation
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    public static SimulationResult Run(int seed, SimulationSettings settings)
    {
        var cluster = new SimulatedCluster(seed, settings);
        string? problem = null;
        try
        {
            var faults = new FaultInjector(cluster);
            cluster.Time.RunUntil(settings.Faults);
            faults.Heal();
            problem = AwaitCalm(cluster, settings);
        }
        catch (SimulationViolationException violation)
        {
            problem = violation.Message;
        }

        return new SimulationResult(seed, problem, cluster.Trace.Hash, cluster.Trace.ToString(), cluster.Time.EventCount, cluster.Checker.CommitCount, cluster.Client.AnsweredCount);
    }

    private static string? AwaitCalm(SimulatedCluster cluster, SimulationSettings settings)
    {
        var problem = cluster.Checker.Unsettled();
        for (var end = settings.Faults + settings.Quiet; problem is not null && cluster.Time.Now < end; problem = cluster.Checker.Unsettled())
        {
            cluster.Time.RunUntil(cluster.Time.Now + PollInterval);
        }

        return problem is null ? null : $"{settings.Quiet.TotalSeconds} s after the last fault {problem}.";
    }
}
