using DistCache.Core.Leading;
using DistCache.Core.Leading.Deciding;
using DistCache.Core.Membership;
using DistCache.Core.Topology;

namespace DistCache.Master.Leading;

/// <summary>What the control tells people: one line for each decision and each change of a node's health.</summary>
public sealed partial class LeadingLog(ILogger<LeadingLog> log)
{
    public void Report(MasterEffect.Report report)
    {
        var reasons = string.Join(", ", report.Decision.Reasons);
        var after = report.Decision.Next?.Epoch ?? report.Before;
        switch (report.Outcome)
        {
            case DecisionOutcome.Committed when report.Decision.Reasons.Any(IsLoss):
                LogLoss(log, report.Before, after, reasons);
                break;
            case DecisionOutcome.Committed:
                LogCommitted(log, report.Before, after, reasons);
                break;
            case DecisionOutcome.Waiting when reasons.Length == 0:
                LogWell(log, report.Before);
                break;
            case DecisionOutcome.Waiting:
                LogWaiting(log, report.Before, reasons);
                break;
            default:
                LogUndecided(log, report.Before, after, reasons, report.Outcome);
                break;
        }
    }

    public void Report(MasterEffect.ReportHealth report)
    {
        var (before, after) = (report.Before.Name(), report.After.Name());
        var level = report.After is NodeHealth.Silent or NodeHealth.Gone ? LogLevel.Warning : LogLevel.Information;
        if (report.Before == NodeHealth.Unknown)
        {
            LogFirstHealth(log, level, report.Node, after);
        }
        else
        {
            LogHealth(log, level, report.Node, before, after);
        }
    }

    public void Report(MasterEffect.ReportBehind report) => LogBehind(log, report.ClusterId, report.Epoch);

    public void Leads(long term) => LogLeads(log, term);

    public void LeadsNoLonger(long term) => LogLeadsNoLonger(log, term);

    private static bool IsLoss(DecisionReason reason) => reason.Cause is DecisionCause.Restarted or DecisionCause.NotRecovered;

    [LoggerMessage(LogLevel.Information, "Topology {Before} -> {After}: {Reasons}.")]
    private static partial void LogCommitted(ILogger log, Epoch before, Epoch after, string reasons);

    [LoggerMessage(LogLevel.Warning, "Topology {Before} -> {After}: {Reasons}. These slots had one copy each; what it held is lost.")]
    private static partial void LogLoss(ILogger log, Epoch before, Epoch after, string reasons);

    [LoggerMessage(LogLevel.Warning, "Topology {Epoch} stays: {Reasons}.")]
    private static partial void LogWaiting(ILogger log, Epoch epoch, string reasons);

    [LoggerMessage(LogLevel.Information, "Topology {Epoch} stays: nothing is waited for any more.")]
    private static partial void LogWell(ILogger log, Epoch epoch);

    [LoggerMessage(LogLevel.Information, "Topology {Before} -> {After} is not known to be made ({Outcome}): {Reasons}.")]
    private static partial void LogUndecided(ILogger log, Epoch before, Epoch after, string reasons, DecisionOutcome outcome);

    [LoggerMessage("Node {Node} is {After}.")]
    private static partial void LogFirstHealth(ILogger log, LogLevel level, MemberKey node, string after);

    [LoggerMessage("Node {Node} was {Before} and is {After}.")]
    private static partial void LogHealth(ILogger log, LogLevel level, MemberKey node, string before, string after);

    [LoggerMessage(LogLevel.Warning, "The coordinator shows topology {Epoch} of cluster '{Cluster}', which cannot follow the one in force; it is not taken. Was its store replaced by an older one?")]
    private static partial void LogBehind(ILogger log, string cluster, Epoch epoch);

    [LoggerMessage(LogLevel.Information, "This master leads now (its leadership {Term}).")]
    private static partial void LogLeads(ILogger log, long term);

    [LoggerMessage(LogLevel.Information, "This master leads no longer (its leadership {Term} has ended).")]
    private static partial void LogLeadsNoLonger(ILogger log, long term);
}
