namespace DistCache.Core.Protocol;

/// <summary>A reply grew past what its writer may hold. What was written of it has to be taken back.</summary>
public sealed class ReplyTooLargeException : Exception
{
    public ReplyTooLargeException(long limitBytes)
        : base($"the reply is larger than {limitBytes} bytes") => LimitBytes = limitBytes;

    public ReplyTooLargeException()
    {
    }

    public ReplyTooLargeException(string message)
        : base(message)
    {
    }

    public ReplyTooLargeException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public long LimitBytes { get; }
}
