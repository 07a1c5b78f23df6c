namespace DistCache.AppHost.SystemModel;

/// <summary>A port that a part listens on.</summary>
/// <param name="Name">Names the endpoint within its part.</param>
/// <param name="Scheme"><c>http</c>, <c>redis</c> or <c>tcp</c>.</param>
/// <param name="Port">On the host that the system runs on.</param>
/// <param name="Choice">The AppHost setting that chooses the port, for messages.</param>
/// <param name="Setting">The setting that tells the part its port; null where the part's configuration file does.</param>
public sealed record PartEndpoint(string Name, string Scheme, int Port, string Choice, string? Setting = null)
{
    public const string Http = "http";
    public const string Resp = "resp";
    public const string Client = "client";
}
