namespace DistCache.Master.Coordination.Sqlite;

/// <summary>
/// The count of changes of the store, and at which of them each folder changed last: what a watch is fed from. Renewing a session is no
/// change.
/// </summary>
internal static class Revisions
{
    public static long Current(StoreConnection store) => (long)store.Scalar("SELECT revision FROM meta")!;

    public static List<(string Folder, long Revision)> FoldersChangedAfter(StoreConnection store, long revision) =>
        store.Rows("SELECT name, revision FROM folders WHERE revision > $1 ORDER BY revision", row => (row.GetString(0), row.GetInt64(1)), revision);

    /// <summary>Counts a change, in its transaction.</summary>
    public static long Next(StoreConnection store) => (long)store.Scalar("UPDATE meta SET revision = revision + 1 RETURNING revision")!;

    public static void Touch(StoreConnection store, string folder) =>
        store.Execute(
            "INSERT INTO folders VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET revision = excluded.revision",
            folder,
            Next(store));
}
