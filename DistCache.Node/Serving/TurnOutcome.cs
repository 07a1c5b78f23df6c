namespace DistCache.Node.Serving;

/// <summary>Why a connection's turn ended.</summary>
internal enum TurnOutcome
{
    /// <summary>All whole requests were run.</summary>
    NeedsInput,

    /// <summary>Its share was used up: send what is written, let others run, go on.</summary>
    Yield,

    /// <summary>Send what is written and close: the client asked for it.</summary>
    Close,

    /// <summary>Send what is written and close: the client is refused and may be amid sending.</summary>
    Refuse,
}
