namespace DistCache.Core.Coordination;

/// <summary>The coordinator's store cannot be reached now. Data goes on being served; the topology is frozen until it can.</summary>
public sealed class CoordinatorUnavailableException : Exception
{
    public CoordinatorUnavailableException(string message)
        : base(message)
    {
    }

    public CoordinatorUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public CoordinatorUnavailableException()
    {
    }
}
