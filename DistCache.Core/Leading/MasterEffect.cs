using DistCache.Core.Leading.Coordinated;
using DistCache.Core.Leading.Deciding;
using DistCache.Core.Membership;
using DistCache.Core.Topology;

namespace DistCache.Core.Leading;

/// <summary>Something that a master's control wants done.</summary>
public abstract record MasterEffect
{
    private MasterEffect()
    {
    }

    /// <summary>Answered by the read's own event, or by <see cref="MasterEvent.ReadFailed"/>.</summary>
    public sealed record Read(CoordinatorRead What) : MasterEffect;

    /// <summary>Answered by <see cref="MasterEvent.TopologyWritten"/>.</summary>
    /// <param name="Term">The leadership that fences the write.</param>
    /// <param name="ExpectedVersion">Of the document; 0: none must exist.</param>
    /// <param name="OperationId">To recognise the write by.</param>
    /// <param name="Topology">What to write.</param>
    public sealed record WriteTopology(long Term, long ExpectedVersion, Guid OperationId, ClusterTopology Topology) : MasterEffect;

    /// <summary>Creates this master's ephemeral document. Answered by <see cref="MasterEvent.MasterWritten"/>.</summary>
    public sealed record WriteMaster(Guid OperationId) : MasterEffect;

    /// <summary>Answered by <see cref="MasterEvent.NodeWritten"/>.</summary>
    public sealed record WriteNode(long RequestId, long ExpectedVersion, Guid OperationId, Member Member) : MasterEffect;

    /// <summary>Answered by <see cref="MasterEvent.NodeRead"/> or <see cref="MasterEvent.NodeReadFailed"/>.</summary>
    public sealed record ReadNode(long RequestId, NodeId Id) : MasterEffect;

    /// <summary>Answered by <see cref="MasterEvent.CampaignWon"/>, whenever that is.</summary>
    public sealed record Campaign : MasterEffect;

    /// <summary>Answered by <see cref="MasterEvent.ProbeAnswered"/>, <see cref="MasterEvent.ProbeTimedOut"/> or <see cref="MasterEvent.ProbeRefused"/>.</summary>
    public sealed record Probe(Member Member) : MasterEffect;

    /// <summary>Answered by <see cref="MasterEvent.TopologySent"/>.</summary>
    public sealed record SendTopology(Member Member, ClusterTopology Topology) : MasterEffect;

    /// <summary>This process goes by the topology from now on.</summary>
    public sealed record Publish(ClusterTopology Topology) : MasterEffect;

    /// <summary>No more is wanted from connections to this run of a node: it is registered no longer.</summary>
    public sealed record Forget(Member Member) : MasterEffect;

    public sealed record AnswerRegistration(long RequestId, RegistrationResult Result) : MasterEffect;

    /// <summary>A decision of this leader, for the log.</summary>
    /// <param name="Before">Epoch of the topology that it was made on.</param>
    /// <param name="Decision">What was decided.</param>
    /// <param name="Outcome">What became of it.</param>
    public sealed record Report(Epoch Before, Decision Decision, DecisionOutcome Outcome) : MasterEffect;

    /// <summary>A node is judged differently than before, for the log.</summary>
    public sealed record ReportHealth(MemberKey Node, NodeHealth Before, NodeHealth After) : MasterEffect;

    /// <summary>
    /// The coordinator shows a topology that cannot follow the one in force, for the log: an older one, one of another cluster, or none
    /// (an empty <paramref name="ClusterId"/>). Passing where a session reads late, lasting where the store was replaced.
    /// </summary>
    public sealed record ReportBehind(string ClusterId, Epoch Epoch) : MasterEffect;
}
