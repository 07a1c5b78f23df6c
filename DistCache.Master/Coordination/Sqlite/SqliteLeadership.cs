using DistCache.Core.Coordination;

namespace DistCache.Master.Coordination.Sqlite;

/// <summary>A leadership that was won. Ends with its session or by disposal.</summary>
internal sealed class SqliteLeadership : ILeadership
{
    private readonly CancellationTokenSource _lost = new();
    private readonly Session _session;
    private readonly SqliteCoordinator _owner;

    public SqliteLeadership(SqliteCoordinator owner, Session session, Guid id)
    {
        (_owner, _session, Id) = (owner, session, id);
        session.CancelWithIt(_lost);
    }

    public Guid Id { get; }

    public CancellationToken Lost => _lost.Token;

    public bool IsOf(SqliteCoordinator coordinator) => ReferenceEquals(_owner, coordinator);

    public async ValueTask DisposeAsync()
    {
        _session.Forget(_lost);
        await _lost.CancelAsync();
        await _owner.ReleaseAsync(Id);
    }
}
