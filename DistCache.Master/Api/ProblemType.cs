namespace DistCache.Master.Api;

/// <summary>A kind of problem that the API answers (RFC 9457).</summary>
/// <param name="Name">The last part of its type URI, <c>urn:distcache:problem:NAME</c>.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Title">The same for every occurrence.</param>
/// <param name="Advice">What to do, for occurrences that say nothing of their own.</param>
public sealed record ProblemType(string Name, int Status, string Title, string Advice)
{
    public static readonly ProblemType BadRequest = new("bad-request", 400, "The request is not understood", "See /openapi/v1.json for what is taken.");
    public static readonly ProblemType KeyMissing = new("key-missing", 400, "No key was given", "Give it as /cache/?key=KEY or /cache/KEY, percent-encoded, of at least 1 byte.");
    public static readonly ProblemType KeyTooLong = new("key-too-long", 400, "The key is too long", "Use a shorter key; KEY_BYTES_MAX at the master sets the limit.");
    public static readonly ProblemType NoEntry = new("no-entry", 404, "There is no entry of this key", "Store it with PUT. It may have been removed, evicted or have expired.");
    public static readonly ProblemType NoSuchResource = new("no-such-resource", 404, "There is nothing at this path", "GET / lists what there is.");
    public static readonly ProblemType MethodNotAllowed = new("method-not-allowed", 405, "This path does not take this method", "The header Allow lists those it takes.");
    public static readonly ProblemType Superseded = new("superseded", 409, "A later run of this node is registered", "End this process, or register it with an incarnation above the one given here.");
    public static readonly ProblemType PreconditionFailed = new("precondition-failed", 412, "The entry is not as the request requires", "Read the entry anew, decide again, and send its current ETag. Nothing was changed.");
    public static readonly ProblemType TooLarge = new("too-large", 413, "The request's content is too large", "Send less; VALUE_BYTES_MAX at the master sets the limit.");
    public static readonly ProblemType InternalError = new("internal-error", 500, "The master failed at this request", "This is a fault of the product; the master's log has the details. Whether a change was made is not known.");
    public static readonly ProblemType NodeError = new("node-error", 502, "The node refused the command", "The node's own message is in the detail.");
    public static readonly ProblemType NoPrimary = new("no-primary", 503, "No node serves this key's slot now", "Try again after the seconds in Retry-After. Nothing was changed.");
    public static readonly ProblemType Unreachable = new("node-unreachable", 503, "The node of this key's slot cannot be reached", "Try again after the seconds in Retry-After. Nothing was changed.");
    public static readonly ProblemType Overloaded = new("overloaded", 503, "Too many requests wait for this node", "Try again after the seconds in Retry-After, with less load. Nothing was changed.");
    public static readonly ProblemType CoordinatorAway = new("coordinator-away", 503, "The coordinator cannot be reached", "Try again after the seconds in Retry-After. Keys are served all the same.");
    public static readonly ProblemType TimedOut = new("timed-out", 504, "The node did not answer in time", "Try again: nothing was to be changed.");
    public static readonly ProblemType OutcomeUnknown = new("outcome-unknown", 504, "Whether the change was made is not known", "It was sent and its answer is missing; it may be made even yet. Read the entry before you decide to send it again.");
    public static readonly ProblemType OutOfMemory = new("out-of-memory", 507, "The node has no memory for this entry", "Remove entries, raise MAX_MEMORY or add nodes. Nothing was changed.");

    /// <summary>Every kind, for the API's description.</summary>
    public static IReadOnlyList<ProblemType> All { get; } =
    [
        BadRequest, KeyMissing, KeyTooLong, NoEntry, NoSuchResource, MethodNotAllowed, Superseded, PreconditionFailed, TooLarge,
        InternalError, NodeError, NoPrimary, Unreachable, Overloaded, CoordinatorAway, TimedOut, OutcomeUnknown, OutOfMemory,
    ];

    public string Uri { get; } = $"urn:distcache:problem:{Name}";

    /// <summary>Whether nothing was done and trying again is of use.</summary>
    public bool IsTransient => Status == 503;
}
