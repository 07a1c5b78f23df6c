using DistCache.Core.Coordination;
using DistCache.Core.Leading;
using DistCache.Core.Leading.Coordinated;
using DistCache.Core.Topology;

namespace DistCache.Tests.Simulation;

/// <summary>What a revision of the simulated store answers to a master's reads.</summary>
internal static class CoordinatorAnswers
{
    public static MasterEvent Read(StoreRevision revision, CoordinatorRead what) => what switch
    {
        CoordinatorRead.ClusterId => new MasterEvent.ClusterNamed(SimulatedStore.ClusterId),
        CoordinatorRead.Leader => new MasterEvent.LeaderNamed(revision.Leader),
        CoordinatorRead.Topology => revision.Documents.GetValueOrDefault(DocumentNames.Topology) is { } document
            ? new MasterEvent.TopologyRead(document.Version, document.OperationId, (ClusterTopology)document.Content)
            : new MasterEvent.TopologyRead(0, Guid.Empty, null),
        CoordinatorRead.Nodes => new MasterEvent.NodesListed([.. In<Member>(revision, DocumentNames.NodesFolder).Select(pair => new NodeDocument(pair.Version, pair.Content))]),
        _ => new MasterEvent.MastersListed([.. In<MasterDocument>(revision, DocumentNames.MastersFolder).Select(pair => pair.Content)]),
    };

    public static NodeDocument? NodeOf(StoreRevision revision, NodeId id) =>
        revision.Documents.GetValueOrDefault(DocumentNames.Node(id)) is { } document
            ? new NodeDocument(document.Version, (Member)document.Content)
            : null;

    private static IEnumerable<(long Version, T Content)> In<T>(StoreRevision revision, string folder) =>
        revision.Documents.Where(pair => pair.Key.StartsWith(folder + "/", StringComparison.Ordinal)).Select(pair => (pair.Value.Version, (T)pair.Value.Content));
}
