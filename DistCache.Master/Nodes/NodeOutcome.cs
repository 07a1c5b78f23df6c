using DistCache.Core.Protocol;

namespace DistCache.Master.Nodes;

/// <summary>What became of a command that was to be sent to a node.</summary>
public enum NodeOutcomeKind : byte
{
    /// <summary>The node answered; the answer may be an error.</summary>
    Reply,

    /// <summary>No byte of it has reached the node, nor will: safe to try again, there or elsewhere.</summary>
    NotSent,

    /// <summary>It may or may not have been carried out, now or later. A write must not be repeated.</summary>
    Unknown,
}

/// <summary>Why a command has no reply.</summary>
public enum NoReplyReason : byte
{
    None,

    /// <summary>Too much waits for this node already.</summary>
    Overloaded,

    /// <summary>Its host lives and says that nothing listens there.</summary>
    Refused,

    /// <summary>No connection could be made, for another reason or none known.</summary>
    Unreachable,

    /// <summary>The connection broke, or what came over it could not be read.</summary>
    ConnectionLost,

    /// <summary>No answer within the time given.</summary>
    TimedOut,

    /// <summary>This end has been closed.</summary>
    Closed,
}

/// <summary>What became of a command, and the reply where there is one.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Reason">Why there is no reply.</param>
/// <param name="Reply">The reply; meaningful for <see cref="NodeOutcomeKind.Reply"/> alone.</param>
public readonly record struct NodeOutcome(NodeOutcomeKind Kind, NoReplyReason Reason, RespReply Reply)
{
    public static NodeOutcome Answered(RespReply reply) => new(NodeOutcomeKind.Reply, NoReplyReason.None, reply);

    public static NodeOutcome NotSent(NoReplyReason reason) => new(NodeOutcomeKind.NotSent, reason, default);

    public static NodeOutcome Unknown(NoReplyReason reason) => new(NodeOutcomeKind.Unknown, reason, default);
}
