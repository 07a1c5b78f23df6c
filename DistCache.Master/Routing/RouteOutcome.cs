using DistCache.Core.Protocol;
using DistCache.Core.Topology;

namespace DistCache.Master.Routing;

/// <summary>How a command to the primary of a slot ended.</summary>
public enum RouteOutcome : byte
{
    /// <summary>The primary answered.</summary>
    Answered,

    /// <summary>Nobody is the slot's primary now, or it may not serve. Nothing was done.</summary>
    NoPrimary,

    /// <summary>The primary could not be reached. Nothing was done.</summary>
    Unreachable,

    /// <summary>Too much waits for the primary. Nothing was done.</summary>
    Overloaded,

    /// <summary>The node refused for lack of memory. Nothing was done.</summary>
    OutOfMemory,

    /// <summary>A read had no answer in time.</summary>
    TimedOut,

    /// <summary>A change was sent and its answer is missing: it may have been made, or be made yet.</summary>
    Unknown,

    /// <summary>The node answered an error that no master expects; the reply has it.</summary>
    Failed,
}

/// <summary>How a command to the primary of a slot ended.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Node">The node that was asked last; null where none was.</param>
/// <param name="Epoch">Of the topology that it was routed by.</param>
/// <param name="Reply">The reply where there is one.</param>
public readonly record struct RoutedReply(RouteOutcome Outcome, Member? Node, Epoch Epoch, RespReply Reply = default);
