using System.Globalization;
using System.Text;

namespace DistCache.Tests.Support;

/// <summary>Finds processes by what the kernel tells of them; nothing on other systems than Linux.</summary>
public static class LinuxProcesses
{
    /// <summary>Process ids of those that were started with a variable, written as <c>NAME=value</c>.</summary>
    public static IReadOnlyList<int> WithEnvironment(string variable) =>
        !Directory.Exists("/proc") ? [] :
        [
            .. Directory.GetDirectories("/proc")
                .Where(folder => int.TryParse(Path.GetFileName(folder), out _) && Reads(folder, variable))
                .Select(folder => int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture)),
        ];

    private static bool Reads(string folder, string variable)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(folder, "environ"))).Split('\0').Contains(variable);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
