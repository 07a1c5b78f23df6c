namespace DistCache.ServiceDefaults.Settings;

/// <summary>Settings that a process cannot start with. Each problem is one line that names the setting and says what would be right.</summary>
public sealed class SettingsException : Exception
{
    public SettingsException(IReadOnlyList<string> problems)
        : base(string.Join(Environment.NewLine, problems)) => Problems = problems;

    public SettingsException(string problem)
        : this([problem])
    {
    }

    public SettingsException()
        : this([])
    {
    }

    public SettingsException(string message, Exception inner)
        : base(message, inner) => Problems = [message];

    public IReadOnlyList<string> Problems { get; }
}
