namespace DistCache.Node.Commands.Expiry;

/// <summary>How an argument gives the time of an expiry.</summary>
internal enum ExpiryUnit
{
    None = 0,
    Seconds,
    Milliseconds,
    AtSeconds,
    AtMilliseconds,
}
