namespace DistCache.Tests.Support;

/// <summary>How a test starts an AppHost.</summary>
public sealed record AppHostProcessOptions
{
    public int Masters { get; init; } = 3;

    public int Nodes { get; init; } = 3;

    /// <summary><c>auto</c>, <c>nginx</c> or <c>shared</c>.</summary>
    public string Front { get; init; } = "auto";

    /// <summary>The data folder; null for one that is gone after the test.</summary>
    public string? DataFolder { get; init; }

    /// <summary>The first of <see cref="AppHostProcess.PortsOf"/> ports; null for free ones.</summary>
    public int? FirstPort { get; init; }

    /// <summary>Given to the AppHost beside the environment of the test, and by it to every process.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The folder of the AppHost that is started; null for the built one with the real programs.</summary>
    public string? ProgramFolder { get; init; }

    /// <summary>Whether it is started as the README says, by <c>dotnet run</c>, which then is the process that signals go to.</summary>
    public bool IsStartedByDotnetRun { get; init; }

    /// <summary>Further arguments, which win over those of the other options.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
}
