namespace DistCache.Master;

/// <summary>What a master says in its log when it starts.</summary>
internal static partial class MasterNotes
{
    public static void Log(ILogger log, MasterOptions options)
    {
        LogStart(log, options.MasterId, options.AdvertisedAddress, options.Coordinator);
        if (options.SharedPort > 0)
        {
            LogShared(log, options.SharedPort);
        }

        if (options.BackupFolder.Length > 0)
        {
            LogNoBackups(log, options.BackupFolder);
        }
    }

    [LoggerMessage(LogLevel.Information, "Master {MasterId} at {Address}, coordinator {Coordinator}.")]
    private static partial void LogStart(ILogger log, string masterId, string address, string coordinator);

    [LoggerMessage(LogLevel.Information, "Listening on the shared port {Port} too.")]
    private static partial void LogShared(ILogger log, int port);

    [LoggerMessage(LogLevel.Warning, "BACKUP_DIR={Folder} is kept for later: this version takes no backups.")]
    private static partial void LogNoBackups(ILogger log, string folder);
}
