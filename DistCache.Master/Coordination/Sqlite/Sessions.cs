namespace DistCache.Master.Coordination.Sqlite;

/// <summary>The lease rows, by which the processes know each other alive. Each method runs in a transaction of its caller.</summary>
/// <remarks>
/// A lease is valid when it is of this boot, was renewed not later than now and has not reached its deadline. So time must be read inside
/// the transaction: read before it, it may be earlier than another process's renewal.
/// </remarks>
internal static class Sessions
{
    private const string IsExpired = "NOT (boot = $1 AND renewed <= $2 AND deadline > $2)";

    public static bool AnyExpired(StoreConnection store, IBootClock clock) =>
        store.Scalar($"SELECT EXISTS (SELECT 1 FROM sessions WHERE {IsExpired})", clock.BootId, clock.SinceBoot.Ticks) is 1L;

    /// <summary>Ends all sessions that are over, with their ephemeral documents. What is left after it is alive.</summary>
    public static void RemoveExpired(StoreConnection store, IBootClock clock)
    {
        foreach (var id in store.Rows($"SELECT id FROM sessions WHERE {IsExpired}", row => row.GetString(0), clock.BootId, clock.SinceBoot.Ticks))
        {
            Remove(store, id);
        }
    }

    public static bool IsAlive(StoreConnection store, string id) => store.Scalar("SELECT 1 FROM sessions WHERE id = $1", id) is 1L;

    public static void Add(StoreConnection store, IBootClock clock, string id, TimeSpan now, TimeSpan deadline) =>
        store.Execute("INSERT INTO sessions VALUES ($1, $2, $3, $4)", id, clock.BootId, now.Ticks, deadline.Ticks);

    /// <returns>Whether it was there to be renewed. Call <see cref="RemoveExpired"/> first: what has expired is never revived.</returns>
    public static bool Renew(StoreConnection store, string id, TimeSpan now, TimeSpan deadline) =>
        store.Execute("UPDATE sessions SET renewed = $2, deadline = $3 WHERE id = $1", id, now.Ticks, deadline.Ticks) == 1;

    /// <summary>Ends a session, with its ephemeral documents.</summary>
    public static void Remove(StoreConnection store, string id)
    {
        foreach (var folder in store.Rows("SELECT DISTINCT folder FROM documents WHERE session = $1", row => row.GetString(0), id))
        {
            Revisions.Touch(store, folder);
        }

        store.Execute("DELETE FROM sessions WHERE id = $1", id);
    }
}
