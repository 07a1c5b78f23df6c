namespace DistCache.AppHost.Local;

/// <summary>Finds installed programs.</summary>
internal static class ProgramPath
{
    /// <summary>Where servers are installed, which is not always on a user's path.</summary>
    private static readonly string[] ServerFolders = ["/usr/sbin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/bin"];

    /// <param name="program">Its name, without a folder.</param>
    /// <param name="path">The value of <c>PATH</c>.</param>
    /// <returns>Null when it is not installed.</returns>
    public static string? Find(string program, string? path)
    {
        var file = OperatingSystem.IsWindows() ? program + ".exe" : program;
        var folders = (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Concat(ServerFolders).Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists);
    }
}
