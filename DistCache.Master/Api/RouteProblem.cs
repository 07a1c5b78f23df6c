using DistCache.Master.Routing;

namespace DistCache.Master.Api;

/// <summary>Which problem to answer when a node gave no usable reply.</summary>
public static class RouteProblem
{
    /// <returns>Null: the node answered.</returns>
    public static ProblemType? Of(RouteOutcome outcome) => outcome switch
    {
        RouteOutcome.Answered => null,
        RouteOutcome.NoPrimary => ProblemType.NoPrimary,
        RouteOutcome.Unreachable => ProblemType.Unreachable,
        RouteOutcome.Overloaded => ProblemType.Overloaded,
        RouteOutcome.OutOfMemory => ProblemType.OutOfMemory,
        RouteOutcome.TimedOut => ProblemType.TimedOut,
        RouteOutcome.Unknown => ProblemType.OutcomeUnknown,
        RouteOutcome.Failed => ProblemType.NodeError,
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "There is no such outcome."),
    };

    /// <summary>What the node said, where that is the point of the problem.</summary>
    public static string? DetailOf(in RoutedReply routed) =>
        routed.Outcome == RouteOutcome.Failed ? $"The node said: {routed.Reply}." : null;
}
