using System.Globalization;

namespace DistCache.AppHost.Local;

/// <summary>One AppHost's right to a data folder. The kernel ends it with the process, however that ends.</summary>
internal sealed class DataFolderLock : IDisposable
{
    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <param name="folder">Made where it is not there.</param>
    /// <param name="problem">One line that says why it could not be had; null when it could.</param>
    public static DataFolderLock? TryTake(string folder, out string? problem)
    {
        var lockFile = Path.Combine(folder, "apphost.lock");
        var holderFile = Path.Combine(folder, "apphost.pid");
        try
        {
            Directory.CreateDirectory(folder);
            var file = new FileStream(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(holderFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            problem = null;
            return new DataFolderLock(file);
        }
        catch (UnauthorizedAccessException)
        {
            problem = $"the data folder {folder} cannot be written to: give this user the right to, or choose another by DATA or --data.";
        }
        catch (IOException) when (File.Exists(lockFile) && File.Exists(holderFile))
        {
            var holder = File.ReadAllText(holderFile);
            problem = $"the data folder {folder} is in use by another AppHost (pid {holder}): stop that one, or choose another folder by DATA or --data.";
        }
        catch (IOException e)
        {
            problem = $"the data folder {folder} cannot be had ({e.Message}): choose another by DATA or --data.";
        }

        return null;
    }

    public void Dispose() => _file.Dispose();
}
