using System.Collections.Immutable;
using DistCache.Core.Coordination;
using Microsoft.Data.Sqlite;

namespace DistCache.Master.Coordination.Sqlite;

/// <summary>The documents. Versions are compared and changed by one statement each.</summary>
internal static class Documents
{
    private const string Columns = "name, version, content, operation_id";

    public static Document? Read(StoreConnection store, string name) =>
        store.Rows($"SELECT {Columns} FROM documents WHERE name = $1", ToDocument, name).FirstOrDefault();

    public static ImmutableArray<Document> List(StoreConnection store, string folder) =>
        [.. store.Rows($"SELECT {Columns} FROM documents WHERE folder = $1 ORDER BY name", ToDocument, folder)];

    /// <summary>Makes a write, in a transaction of the caller, who has seen to its fence and to the session.</summary>
    /// <param name="store">The store.</param>
    /// <param name="write">A valid write.</param>
    /// <param name="session">The living session that the document ends with, if the write creates an ephemeral one.</param>
    public static WriteResult Apply(StoreConnection store, DocumentWrite write, string? session)
    {
        var isMade = write switch
        {
            { Content: null } => Delete(store, write.Name, write.ExpectedVersion),
            { ExpectedVersion: 0 } => Create(store, write.Name, write.Content.Value, write.OperationId, session),
            _ => Replace(store, write.Name, write.Content.Value, write.ExpectedVersion, write.OperationId),
        };
        return !isMade ? new WriteResult(WriteOutcome.Lost)
            : new WriteResult(WriteOutcome.Won, write.Content is null ? 0 : write.ExpectedVersion + 1);
    }

    /// <param name="store">The store.</param>
    /// <param name="name">The document's name.</param>
    /// <param name="content">What it holds.</param>
    /// <param name="operationId">Of the write.</param>
    /// <param name="session">The living session that the document ends with; null for one that stays.</param>
    public static bool Create(StoreConnection store, string name, ReadOnlyMemory<byte> content, Guid operationId, string? session)
    {
        var isMade = store.Execute(
            "INSERT INTO documents VALUES ($1, $2, 1, $3, $4, $5) ON CONFLICT (name) DO NOTHING",
            name,
            DocumentPath.FolderOf(name),
            content.ToArray(),
            operationId.ToString(),
            session) == 1;
        return isMade && Touch(store, name);
    }

    private static bool Replace(StoreConnection store, string name, ReadOnlyMemory<byte> content, long version, Guid operationId)
    {
        var isMade = store.Execute(
            "UPDATE documents SET version = version + 1, content = $3, operation_id = $4 WHERE name = $1 AND version = $2",
            name,
            version,
            content.ToArray(),
            operationId.ToString()) == 1;
        return isMade && Touch(store, name);
    }

    private static bool Delete(StoreConnection store, string name, long version) =>
        store.Execute("DELETE FROM documents WHERE name = $1 AND version = $2", name, version) == 1 && Touch(store, name);

    private static bool Touch(StoreConnection store, string name)
    {
        Revisions.Touch(store, DocumentPath.FolderOf(name));
        return true;
    }

    private static Document ToDocument(SqliteDataReader row) =>
        new(row.GetString(0), row.GetInt64(1), row.GetFieldValue<byte[]>(2), Guid.Parse(row.GetString(3)));
}
