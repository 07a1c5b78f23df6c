namespace DistCache.ServiceDefaults.Hosting;

/// <summary>Ports, folders or programs that a process needs and could not have. Each problem is one line that says what to do; a restart may help.</summary>
public sealed class UnavailableException : Exception
{
    public UnavailableException(IReadOnlyList<string> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    public UnavailableException(string problem)
        : this([problem])
    {
    }

    public UnavailableException()
        : this([])
    {
    }

    public UnavailableException(string message, Exception inner)
        : base(message, inner) => Problems = [message];

    public IReadOnlyList<string> Problems { get; }
}
