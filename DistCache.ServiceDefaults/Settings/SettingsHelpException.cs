namespace DistCache.ServiceDefaults.Settings;

/// <summary>The command line asked for help: the process tells its settings and does not start.</summary>
public sealed class SettingsHelpException : Exception
{
    public SettingsHelpException(IEnumerable<string> switches)
        : base($"Settings: {string.Join(", ", switches)}. Each can be given by the environment and by a file too; docs/settings.md describes them.")
    {
    }

    public SettingsHelpException()
        : this([])
    {
    }

    public SettingsHelpException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
