using DistCache.Core.Coordination;
using DistCache.ServiceDefaults.Settings;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace DistCache.Master.Coordination.Sqlite;

/// <summary>The store as one process uses it: opens it anew after a failure. Used by one thread.</summary>
internal sealed class Store : IDisposable
{
    private readonly string _file;
    private StoreConnection? _connection;

    public Store(string file)
    {
        _file = file;
        _connection = StoreFile.Create(file);
        ClusterId = ReadClusterId(_connection);
    }

    public string ClusterId { get; }

    /// <summary>Statements outside a transaction: each sees one state of the store.</summary>
    /// <exception cref="CoordinatorUnavailableException">The store cannot be reached now.</exception>
    public T Read<T>(Func<StoreConnection, T> body)
    {
        try
        {
            return body(_connection ??= Reopen());
        }
        catch (SqliteException e) when (IsUnavailable(e))
        {
            if (e.SqliteErrorCode != SQLITE_BUSY)
            {
                Close();
            }

            throw new CoordinatorUnavailableException($"The coordinator's file {_file} cannot be used now: {e.Message}", e);
        }
    }

    /// <summary>One transaction (<see cref="StoreConnection.Transact"/>).</summary>
    /// <exception cref="CoordinatorUnavailableException">The store cannot be reached now; whether the transaction was made is not known.</exception>
    public T Write<T>(bool isDurable, Func<StoreConnection, T> body) =>
        Read(connection => connection.Transact(isDurable, () => body(connection)));

    public void Dispose() => Close();

    /// <summary>What is left are errors in our statements: bugs.</summary>
    private static bool IsUnavailable(SqliteException e) =>
        e.SqliteErrorCode is not (SQLITE_ERROR or SQLITE_CONSTRAINT or SQLITE_MISMATCH or SQLITE_MISUSE or SQLITE_RANGE);

    private static string ReadClusterId(StoreConnection connection) => (string)connection.Scalar("SELECT cluster_id FROM meta")!;

    private StoreConnection Reopen()
    {
<<<<<<< HEAD
        StoreConnection? connection = null;
        try
        {
            connection = StoreFile.Reopen(_file);
            if (ReadClusterId(connection) == ClusterId)
            {
                return connection;
            }
        }
=======
        var connection = OpenAgain();
        var isOurs = false;
        try
        {
            isOurs = ReadClusterId(connection) == ClusterId;
        }
        finally
        {
            if (!isOurs)
            {
                connection.Dispose();
            }
        }

        return isOurs
            ? connection
            : throw new CoordinatorUnavailableException($"{_file} was replaced by that of another cluster: stop this process, or put the file back.");
    }

    private StoreConnection OpenAgain()
    {
        try
        {
            return StoreFile.Reopen(_file);
        }
>>>>>>> main
        catch (SettingsException e)
        {
            throw new CoordinatorUnavailableException(e.Message, e);
        }
<<<<<<< HEAD

        connection.Dispose();
        throw new CoordinatorUnavailableException($"{_file} was replaced by that of another cluster: stop this process, or put the file back.");
=======
>>>>>>> main
    }

    private void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
