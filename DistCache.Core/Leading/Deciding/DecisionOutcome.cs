namespace DistCache.Core.Leading.Deciding;

/// <summary>What became of a leader's decision.</summary>
public enum DecisionOutcome
{
    /// <summary>It is the topology now.</summary>
    Committed,

    /// <summary>Another change came first, or the leadership had ended: it is decided anew, by whoever leads.</summary>
    Lost,

    /// <summary>The coordinator's answer was lost: it is read back whether it was made.</summary>
    Unknown,

    /// <summary>There is nothing to commit: this is what the leader waits for.</summary>
    Waiting,
}
