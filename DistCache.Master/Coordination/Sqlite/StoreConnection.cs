using Microsoft.Data.Sqlite;

namespace DistCache.Master.Coordination.Sqlite;

/// <summary>One open connection to the store: prepared statements and transactions. Used by one thread.</summary>
/// <remarks>
/// Statements name their parameters <c>$1</c>, <c>$2</c> and so on. A statement outside a transaction sees one state of the store, in WAL
/// mode without waiting for a writer.
/// </remarks>
internal sealed class StoreConnection(SqliteConnection connection) : IDisposable
{
    /// <summary>How long a lock that another process holds is waited for. Well below the session time-out, so that a renewal is tried again in time.</summary>
    public static readonly TimeSpan LockWaitMax = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, SqliteCommand> _prepared = [];

    /// <returns>How many rows were changed.</returns>
    public int Execute(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteNonQuery();

    /// <returns>The first column of the first row, or null where there is no row.</returns>
    public object? Scalar(string sql, params ReadOnlySpan<object?> values) => Prepare(sql, values).ExecuteScalar();

    public List<T> Rows<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<object?> values)
    {
        using var reader = Prepare(sql, values).ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    /// <summary>Runs <paramref name="body"/> as the only writer of the store; it is made as a whole or not at all.</summary>
    /// <param name="isDurable">
    /// Whether it must outlive a loss of power: <c>synchronous=FULL</c> waits for the disk at each commit. What only says that a process
    /// lives need not (a boot ends all leases), and does not wait for a slow disk. Both outlive the death of every process.
    /// </param>
    /// <param name="body">Reads the clock itself, if it must: only once it runs are all earlier writers done.</param>
    public T Transact<T>(bool isDurable, Func<T> body)
    {
        Execute(isDurable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        Execute("BEGIN IMMEDIATE");
        try
        {
            var result = body();
            Execute("COMMIT");
            return result;
        }
        catch
        {
            RollBack();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }

    private void RollBack()
    {
        try
        {
            Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite rolls back by itself after the graver errors, and has no transaction then; what went wrong is already on its way.
        }
    }

    private SqliteCommand Prepare(string sql, ReadOnlySpan<object?> values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
#pragma warning disable CA2100 // Every statement is a constant of this folder.
            command.CommandText = sql;
#pragma warning restore CA2100
            for (var i = 1; i <= values.Length; i++)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            }

            _prepared.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }
}
