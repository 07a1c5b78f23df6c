namespace DistCache.Tests.Master.Coordination.Sqlite;

/// <summary>The contract suite, on SQLite.</summary>
public static class SqliteCoordinatorContractTests
{
    public sealed class Documents : DocumentContract
    {
        protected override Task<ICoordinatorWorld> NewWorldAsync() => Task.FromResult<ICoordinatorWorld>(new SqliteWorld());
    }

    public sealed class Sessions : SessionContract
    {
        protected override Task<ICoordinatorWorld> NewWorldAsync() => Task.FromResult<ICoordinatorWorld>(new SqliteWorld());
    }

    public sealed class Elections : ElectionContract
    {
        protected override Task<ICoordinatorWorld> NewWorldAsync() => Task.FromResult<ICoordinatorWorld>(new SqliteWorld());
    }

    public sealed class Watches : WatchContract
    {
        protected override Task<ICoordinatorWorld> NewWorldAsync() => Task.FromResult<ICoordinatorWorld>(new SqliteWorld());
    }
}
