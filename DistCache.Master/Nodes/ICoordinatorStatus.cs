namespace DistCache.Master.Nodes;

/// <summary>Whether this master reaches the coordinator. Data goes on being served where it does not; the topology is frozen.</summary>
public interface ICoordinatorStatus
{
    bool IsReachable { get; }
}
