using DistCache.Core.Coordination;
using DistCache.Core.Membership;
using DistCache.Core.Topology;

namespace DistCache.Core.Leading.Coordinated;

/// <summary>Takes registrations of nodes into the coordinator, each by compare-and-set until it is settled.</summary>
/// <remarks>
/// A node's document names its latest run and only ever goes forward: a later incarnation replaces an earlier one, an equal one repeats
/// it, an earlier one is told what superseded it. Two masters may work on the same node at once: the version decides who wins, and the
/// other reads again and judges anew.
/// </remarks>
internal sealed class RegistrationDesk(OperationIds operationIds, List<MasterEffect> effects)
{
    /// <summary>A repeated report is answered at once and not kept, so only real changes count against this.</summary>
    private const int PendingMax = 1024;

    /// <summary>Each further attempt means that another master changed the same node's document in between.</summary>
    private const int AttemptsMax = 8;

    private readonly Dictionary<long, Pending> _pending = [];

    /// <param name="requestId">Names the request.</param>
    /// <param name="registration">What the node says.</param>
    /// <param name="known">The node's document as far as this master knows; it may be outdated, which the write finds out.</param>
    public void Open(long requestId, NodeRegistration registration, NodeDocument? known)
    {
        if (_pending.Count >= PendingMax)
        {
            Answer(requestId, new RegistrationResult.Unavailable());
            return;
        }

        _pending.Add(requestId, new Pending { Registration = registration });
        Judge(requestId, known);
    }

    /// <returns>The document that the write made, where it is known to have.</returns>
    public NodeDocument? Written(long requestId, WriteResult result)
    {
        if (!_pending.TryGetValue(requestId, out var pending) || pending.Asked is not { } asked)
        {
            return null;
        }

        if (result.Outcome != WriteOutcome.Won)
        {
            effects.Add(new MasterEffect.ReadNode(requestId, asked.Id));
            return null;
        }

        Accept(requestId, asked);
        return new NodeDocument(result.Version, asked);
    }

    /// <param name="requestId">Names the request.</param>
    /// <param name="found">The node's document; null where there is none.</param>
    public void Read(long requestId, NodeDocument? found) => Judge(requestId, found);

    public void ReadFailed(long requestId)
    {
        if (_pending.ContainsKey(requestId))
        {
            Answer(requestId, new RegistrationResult.Unavailable());
        }
    }

    /// <summary>What is told to a node that was accepted; null while the cluster's name is not known.</summary>
    public Func<Incarnation, RegistrationReply?> ReplyFor { private get; init; } = _ => null;

    private void Judge(long requestId, NodeDocument? document)
    {
        if (!_pending.TryGetValue(requestId, out var pending))
        {
            return;
        }

        var wanted = Wanted(pending, document);
        if (document is null || wanted.Incarnation.Supersedes(document.Member.Incarnation))
        {
            Write(requestId, pending, wanted, document?.Version ?? 0);
        }
        else if (wanted.Incarnation == document.Member.Incarnation && IsSameProcess(wanted, document.Member))
        {
            Accept(requestId, wanted);
        }
        else
        {
            Answer(requestId, new RegistrationResult.Superseded(document.Member.Incarnation));
        }
    }

    /// <summary>The run as the node names it; where it leaves that to the master, the one asked for before if it was made, else the next.</summary>
    private static Member Wanted(Pending pending, NodeDocument? document)
    {
        var member = pending.Registration.ToMember();
        return member.Incarnation != Incarnation.None ? member
            : pending.Asked is { } asked && asked == document?.Member ? asked
            : member with { Incarnation = new Incarnation((document?.Member.Incarnation.Value ?? 0) + 1) };
    }

    /// <summary>Two processes that started as the same node in the same millisecond differ in their ports; hosts may be told differently.</summary>
    private static bool IsSameProcess(Member one, Member other) => one.RespPort == other.RespPort && one.HttpPort == other.HttpPort;

    private void Write(long requestId, Pending pending, Member wanted, long expectedVersion)
    {
        if (++pending.Attempts > AttemptsMax)
        {
            Answer(requestId, new RegistrationResult.Unavailable());
            return;
        }

        pending.Asked = wanted;
        effects.Add(new MasterEffect.WriteNode(requestId, expectedVersion, operationIds.Next(), wanted));
    }

    private void Accept(long requestId, Member member) => Answer(
        requestId,
        ReplyFor(member.Incarnation) is { } reply ? new RegistrationResult.Accepted(reply) : new RegistrationResult.Unavailable());

    private void Answer(long requestId, RegistrationResult result)
    {
        _pending.Remove(requestId);
        effects.Add(new MasterEffect.AnswerRegistration(requestId, result));
    }

    private sealed class Pending
    {
        public required NodeRegistration Registration { get; init; }

        public Member? Asked { get; set; }

        public int Attempts { get; set; }
    }
}
