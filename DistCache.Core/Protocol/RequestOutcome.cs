namespace DistCache.Core.Protocol;

/// <summary>What <see cref="RespRequestParser.Parse"/> found at the start of the bytes.</summary>
public enum RequestOutcome
{
    /// <summary>No whole request yet; more bytes are needed.</summary>
    Incomplete,

    /// <summary>A request, in <see cref="RespRequestParser.Arguments"/>.</summary>
    Complete,

    /// <summary>The end of a request that was over a limit and was read past; <see cref="RespRequestParser.Error"/> says which.</summary>
    TooLarge,

    /// <summary>No RESP: <see cref="RespRequestParser.Error"/> says why, and what follows cannot be understood any more.</summary>
    Malformed,
}
