namespace DistCache.Core.Protocol;

/// <summary>How far <see cref="RespReplyReader.Read"/> came.</summary>
public enum RespReadStatus
{
    /// <summary>The reply goes on in bytes that have not come yet.</summary>
    NeedsMore,

    /// <summary>A reply is complete.</summary>
    Complete,

    /// <summary>What came is no reply, or is beyond the limits. The stream cannot be read on.</summary>
    Malformed,
}
