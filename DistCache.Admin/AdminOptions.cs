using DistCache.ServiceDefaults.Settings;

namespace DistCache.Admin;

/// <summary>Settings of the console.</summary>
/// <param name="Host">Address to listen on (<c>HOST</c>).</param>
/// <param name="Port">Port to listen on (<c>PORT</c>).</param>
/// <param name="Masters">Base addresses of the masters (<c>MASTER_ADDRESS</c>, comma-separated); the first that answers is asked.</param>
public sealed record AdminOptions(string Host, int Port, IReadOnlyList<Uri> Masters)
{
    /// <exception cref="SettingsException">A setting is wrong.</exception>
    public static AdminOptions Read(SettingsReader settings)
    {
        var options = new AdminOptions(
            settings.Text("HOST", "127.0.0.1"),
            settings.Port("PORT", 8090),
            settings.Addresses("MASTER_ADDRESS", "http://127.0.0.1:8000"));
        settings.ThrowIfInvalid();
        return options;
    }
}
