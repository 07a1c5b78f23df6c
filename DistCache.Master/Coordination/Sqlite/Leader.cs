using System.Text;

namespace DistCache.Master.Coordination.Sqlite;

/// <summary>The leadership: an ephemeral document of a name, and in a folder, that no caller's document can have. Its operation id tells one leadership from all others.</summary>
internal static class Leader
{
    private const string Folder = "$";
    private const string Name = $"{Folder}/leader";

    public static string? Candidate(StoreConnection store) =>
        Documents.Read(store, Name) is { } leader ? Encoding.UTF8.GetString(leader.Content.Span) : null;

    /// <summary>Whether this leadership stands, in a transaction in which the expired sessions have been removed.</summary>
    public static bool IsHeld(StoreConnection store, Guid leadership) => Documents.Read(store, Name)?.OperationId == leadership;

    /// <returns>Whether <paramref name="leadership"/> stands now; also when it was won before by a try whose answer was lost.</returns>
    public static bool TryWin(StoreConnection store, Guid leadership, string candidate, string session) =>
        Documents.Create(store, Name, Encoding.UTF8.GetBytes(candidate), leadership, session) || IsHeld(store, leadership);

    public static void Release(StoreConnection store, Guid leadership)
    {
        if (store.Execute("DELETE FROM documents WHERE name = $1 AND operation_id = $2", Name, leadership.ToString()) == 1)
        {
            Revisions.Touch(store, Folder);
        }
    }
}
