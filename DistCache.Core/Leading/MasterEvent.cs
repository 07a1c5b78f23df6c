using System.Collections.Immutable;
using DistCache.Core.Coordination;
using DistCache.Core.Leading.Coordinated;
using DistCache.Core.Membership;
using DistCache.Core.Topology;

namespace DistCache.Core.Leading;

/// <summary>Something that a master's control hears of. Each answer belongs to one <see cref="MasterEffect"/>, and each effect that can be answered is, once.</summary>
public abstract record MasterEvent
{
    private MasterEvent()
    {
    }

    /// <summary>Time has passed.</summary>
    public sealed record Tick : MasterEvent
    {
        public static readonly Tick Instance = new();
    }

    /// <summary>Something may have changed in the coordinator.</summary>
    public sealed record CoordinatorChanged(CoordinatorRead What) : MasterEvent;

    public sealed record ClusterNamed(string ClusterId) : MasterEvent;

    /// <param name="Version">Of the document; 0 where there is none.</param>
    /// <param name="OperationId">Of the write that made it.</param>
    /// <param name="Topology">Null where there is none.</param>
    public sealed record TopologyRead(long Version, Guid OperationId, ClusterTopology? Topology) : MasterEvent;

    public sealed record NodesListed(ImmutableArray<NodeDocument> Nodes) : MasterEvent;

    public sealed record MastersListed(ImmutableArray<MasterDocument> Masters) : MasterEvent;

    /// <summary>Who leads; null while nobody does.</summary>
    public sealed record LeaderNamed(string? MasterId) : MasterEvent;

    /// <summary>The coordinator could not be reached for a read.</summary>
    public sealed record ReadFailed(CoordinatorRead What) : MasterEvent;

    public sealed record TopologyWritten(Guid OperationId, WriteResult Result) : MasterEvent;

    public sealed record MasterWritten(WriteResult Result) : MasterEvent;

    public sealed record NodeWritten(long RequestId, WriteResult Result) : MasterEvent;

    /// <summary>The node's document was read; null where there is none.</summary>
    public sealed record NodeRead(long RequestId, NodeDocument? Found) : MasterEvent;

    public sealed record NodeReadFailed(long RequestId) : MasterEvent;

    /// <summary>This master leads; the term names this leadership among those of this process.</summary>
    public sealed record CampaignWon(long Term) : MasterEvent;

    public sealed record LeadershipEnded(long Term) : MasterEvent;

    /// <summary>A node registers; the id names the request among those of this process.</summary>
    public sealed record RegistrationRequested(long RequestId, NodeRegistration Registration) : MasterEvent;

    public sealed record ProbeAnswered(MemberKey Node, NodeStatus Status) : MasterEvent;

    /// <summary>No answer came in time, or the connection broke: nothing is proven.</summary>
    public sealed record ProbeTimedOut(MemberKey Node) : MasterEvent;

    /// <summary>The node's host answers and refuses the connection: nothing listens there.</summary>
    public sealed record ProbeRefused(MemberKey Node) : MasterEvent;

    /// <summary>A topology was sent. The node goes by that of epoch <paramref name="Has"/> now; <see cref="Epoch.None"/> where it did not say.</summary>
    public sealed record TopologySent(MemberKey Node, Epoch Has) : MasterEvent;
}
