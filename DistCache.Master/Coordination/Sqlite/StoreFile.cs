using DistCache.Core.Coordination;
using DistCache.ServiceDefaults.Settings;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace DistCache.Master.Coordination.Sqlite;

/// <summary>Opens the database file: makes it where it is not there, and refuses one that is not ours.</summary>
internal static class StoreFile
{
    /// <summary>Raised with each change of the tables. A newer one is refused; there is no older one yet.</summary>
    public const long SchemaVersion = 1;

    /// <summary>Marks the file as ours, in SQLite's header field for that ("DCco").</summary>
    public const long ApplicationId = 0x4443636F;

    /// <summary>At most this much of the write-ahead log is kept after a checkpoint; a burst of large documents would leave it large for ever.</summary>
    private const long LogBytesKept = 4 << 20;

    /// <summary>The first opening may find all the other processes at theirs, and SQLite changes a file's journal only alone. Each try waits <see cref="StoreConnection.LockWaitMax"/>.</summary>
    private const int OpenTriesMax = 10;

    private const string Schema = """
        CREATE TABLE meta (only INTEGER PRIMARY KEY CHECK (only = 1), cluster_id TEXT NOT NULL, revision INTEGER NOT NULL) STRICT;
        CREATE TABLE sessions (id TEXT PRIMARY KEY, boot TEXT NOT NULL, renewed INTEGER NOT NULL, deadline INTEGER NOT NULL) STRICT;
        CREATE TABLE folders (name TEXT PRIMARY KEY, revision INTEGER NOT NULL) STRICT;
        CREATE TABLE documents (
            name TEXT PRIMARY KEY, folder TEXT NOT NULL, version INTEGER NOT NULL, content BLOB NOT NULL, operation_id TEXT NOT NULL,
            session TEXT REFERENCES sessions (id) ON DELETE CASCADE) STRICT;
        CREATE INDEX documents_by_folder ON documents (folder);
        CREATE INDEX documents_by_session ON documents (session) WHERE session IS NOT NULL;
        """;

    /// <exception cref="SettingsException">The file is damaged, of another program, or of a newer version of this one.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be made or written there.</exception>
    /// <exception cref="CoordinatorUnavailableException">Another process holds it locked.</exception>
    public static StoreConnection Create(string file)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            return OpenPatiently(file);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLITE_NOTADB or SQLITE_CORRUPT)
        {
            throw new SettingsException($"{file} is no coordinator file of DistCache or is damaged ({e.Message}) Move it away, or choose another data folder.", e);
        }
        catch (Exception e) when (e is SqliteException { SqliteErrorCode: SQLITE_CANTOPEN or SQLITE_READONLY or SQLITE_PERM } or IOException or UnauthorizedAccessException)
        {
            throw new UnauthorizedAccessException($"{file} cannot be written ({e.Message}) Make its folder writable, or choose another data folder.", e);
        }
        catch (SqliteException e)
        {
            throw new CoordinatorUnavailableException($"{file} cannot be used now: {e.Message}", e);
        }
    }

    /// <summary>Opens a file that was open before: never makes a new one, which would be another cluster's.</summary>
    /// <exception cref="SqliteException">It cannot be opened now.</exception>
    /// <exception cref="SettingsException">Another file stands there.</exception>
    public static StoreConnection Reopen(string file) => Open(file, SqliteOpenMode.ReadWrite);

    private static StoreConnection OpenPatiently(string file)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return Open(file, SqliteOpenMode.ReadWriteCreate);
            }
            catch (SqliteException e) when (e.SqliteErrorCode == SQLITE_BUSY && tries < OpenTriesMax)
            {
                // The lock has been waited for already.
            }
        }
    }

    private static StoreConnection Open(string file, SqliteOpenMode mode)
    {
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = mode,
            Pooling = false,
            ForeignKeys = true,
            DefaultTimeout = (int)StoreConnection.LockWaitMax.TotalSeconds,
        };
        var connection = new SqliteConnection(settings.ToString());
        var store = new StoreConnection(connection);
        try
        {
            connection.Open();
            store.Execute($"PRAGMA busy_timeout = {(int)StoreConnection.LockWaitMax.TotalMilliseconds}");
            CheckOwner(store, file);
            UseLog(store, file);
            store.Transact(isDurable: true, () => CreateTables(store, file));
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private static void UseLog(StoreConnection store, string file)
    {
        if (store.Scalar("PRAGMA journal_mode = WAL") is not "wal")
        {
            throw new SettingsException($"{file} is on a file system that cannot share memory between processes. Choose a data folder on a local disk.");
        }

        store.Scalar($"PRAGMA journal_size_limit = {LogBytesKept}");
    }

    private static bool CreateTables(StoreConnection store, string file)
    {
        if (CheckOwner(store, file) == SchemaVersion)
        {
            return false;
        }

        store.Execute(Schema);
        store.Execute("INSERT INTO meta VALUES (1, $1, 0)", Guid.NewGuid().ToString());
        store.Execute($"PRAGMA application_id = {ApplicationId}");
        store.Execute($"PRAGMA user_version = {SchemaVersion}");
        return true;
    }

    /// <returns>The version of the tables; 0 where there are none yet.</returns>
    private static long CheckOwner(StoreConnection store, string file)
    {
        var isEmpty = store.Scalar("SELECT count(*) FROM sqlite_master") is 0L;
        var owner = (long)store.Scalar("PRAGMA application_id")!;
        var version = (long)store.Scalar("PRAGMA user_version")!;
        if (owner != ApplicationId && !(isEmpty && owner == 0 && version == 0))
        {
            throw new SettingsException($"{file} is a database of another program. Move it away, or choose another data folder.");
        }

        return version <= SchemaVersion
            ? version
            : throw new SettingsException(
                $"{file} was made by a newer DistCache (its version is {version}, this program knows {SchemaVersion}). Start the newer program, or choose another data folder.");
    }
}
