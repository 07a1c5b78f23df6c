using DistCache.Core.Coordination;
using DistCache.Core.Leading.Coordinated;
using DistCache.Core.Topology;

namespace DistCache.Core.Leading.Deciding;

/// <summary>What a master does with the leadership while it has it: decide, write the decision, find out what became of it.</summary>
/// <remarks>
/// Every write expects the version that the decision was made on and is fenced by the leadership, so nothing here needs the leadership
/// to be certain. A write whose answer was lost stays unsettled until a read shows a later version: made by it, or by another. Until
/// that the same version may be decided on again; at most one of the writes can win it.
/// </remarks>
internal sealed class LeaderSeat(LeadingOptions options, OperationIds operationIds, List<MasterEffect> effects)
{
    private readonly Dictionary<Guid, Proposal> _unsettled = [];
    private Decision _waiting = Decision.Nothing;
    private Guid? _writing;
    private TimeSpan _nextDecisionAt;

    /// <summary>The leadership held; null where none is.</summary>
    public long? Term { get; private set; }

    public bool CanDecide(TimeSpan now) => Term is not null && _writing is null && now >= _nextDecisionAt;

    public void Won(long term)
    {
        Term = term;
        _waiting = Decision.Nothing;
    }

    /// <returns>Whether it was the leadership held.</returns>
    public bool Ended(long term)
    {
        var wasHeld = Term == term;
        Term = wasHeld ? null : Term;
        return wasHeld;
    }

    public void Decide(TimeSpan now, LeaderFacts facts, long version)
    {
        _nextDecisionAt = now + options.CommitInterval;
        var decision = LeaderDecision.Next(facts, options);
        if (decision.Next is null)
        {
            ReportWaiting(facts.Topology.Epoch, decision);
            return;
        }

        var operationId = operationIds.Next();
        _writing = operationId;
        _waiting = Decision.Nothing;
        _unsettled.Add(operationId, new Proposal(facts.Topology.Epoch, decision));
        effects.Add(new MasterEffect.WriteTopology(Term!.Value, version, operationId, decision.Next));
    }

    /// <returns>The topology that was committed, where it is known to have been.</returns>
    public ClusterTopology? Written(Guid operationId, WriteOutcome outcome)
    {
        _writing = null;
        if (!_unsettled.TryGetValue(operationId, out var proposal))
        {
            return null;
        }

        if (outcome == WriteOutcome.Unknown)
        {
            Report(proposal, DecisionOutcome.Unknown);
            return null;
        }

        if (outcome == WriteOutcome.Won)
        {
            return proposal.Decision.Next;
        }

        _unsettled.Remove(operationId);
        Report(proposal, DecisionOutcome.Lost);
        return null;
    }

    /// <summary>A later version is known, made by <paramref name="operationId"/>: every earlier proposal is settled by that.</summary>
    public void Settle(Guid operationId)
    {
        if (_unsettled.Remove(operationId, out var own))
        {
            Report(own, DecisionOutcome.Committed);
        }

        foreach (var (id, proposal) in _unsettled.Where(pair => pair.Key != _writing).ToArray())
        {
            _unsettled.Remove(id);
            Report(proposal, DecisionOutcome.Lost);
        }
    }

    private void ReportWaiting(Epoch epoch, Decision decision)
    {
        if (!decision.Reasons.AsSpan().SequenceEqual(_waiting.Reasons.AsSpan()))
        {
            _waiting = decision;
            effects.Add(new MasterEffect.Report(epoch, decision, DecisionOutcome.Waiting));
        }
    }

    private void Report(Proposal proposal, DecisionOutcome outcome) => effects.Add(new MasterEffect.Report(proposal.Before, proposal.Decision, outcome));

    private sealed record Proposal(Epoch Before, Decision Decision);
}
