using System.Collections.Immutable;
using DistCache.Core.Coordination;

namespace DistCache.Tests.Simulation;

/// <summary>
/// What the coordinator promises, as a model: writes are linearizable, sessions expire, one session leads, and reads may be late, as
/// ZooKeeper's are, though a session never sees less than before, nor less than it wrote.
/// </summary>
public sealed class SimulatedStore
{
    public const string ClusterId = "simulated-cluster";

    public static readonly TimeSpan SessionTimeout = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan LagMax = TimeSpan.FromSeconds(1);

    private readonly VirtualTime _time;
    private readonly Random _random;
    private readonly SimulationTrace _trace;
    private readonly List<StoreRevision> _history = [];
    private readonly List<SimulatedSession> _sessions = [];
    private SimulatedSession? _leader;

    public SimulatedStore(VirtualTime time, Random random, SimulationTrace trace)
    {
        _time = time;
        _random = random;
        _trace = trace;
        _history.Add(new StoreRevision(1, TimeSpan.Zero, ImmutableSortedDictionary.Create<string, StoredDocument>(StringComparer.Ordinal), null));
        Sweep();
    }

    public StoreRevision Latest => _history[^1];

    /// <summary>Number of the present leadership; those of one store never repeat.</summary>
    public long Term { get; private set; }

    public bool ReadsLate { get; set; } = true;

    /// <summary>While it is down nobody reaches it, and its sessions' time stands still.</summary>
    public bool IsDown { get; private set; }

    /// <summary>Told of each change before it counts: name, before, after.</summary>
    public Action<string, StoredDocument?, StoredDocument?> Changing { get; set; } = (_, _, _) => { };

    /// <summary>Told which session may be told of a change of which document.</summary>
    public Action<SimulatedSession, string> Watched { get; set; } = (_, _) => { };

    public void GoDown() => IsDown = true;

    public void ComeUp()
    {
        IsDown = false;
        foreach (var session in _sessions)
        {
            session.ExpiresAt = _time.Now + SessionTimeout;
        }
    }

    /// <summary>Opens the session, or renews it, and makes it a candidate.</summary>
    /// <returns>The term it leads, 0 where it does not; null where the session has ended.</returns>
    public long? Renew(SimulatedSession session)
    {
        if (session.HasEnded)
        {
            return null;
        }

        session.ExpiresAt = _time.Now + SessionTimeout;
        if (!session.IsOpen)
        {
            session.IsOpen = true;
            session.SeenRevision = Oldest().Number;
            _sessions.Add(session);
        }

        Elect();
        return ReferenceEquals(_leader, session) ? Term : 0;
    }

    public StoreRevision Read(SimulatedSession session)
    {
        var revision = Latest;
        if (ReadsLate && _random.Next(4) == 0)
        {
            var from = _history.IndexOf(Oldest());
            var late = _history[_random.Next(from, _history.Count)];
            revision = late.Number >= session.SeenRevision ? late : revision;
        }

        session.SeenRevision = Math.Max(session.SeenRevision, revision.Number);
        return revision;
    }

    /// <param name="session">Who writes.</param>
    /// <param name="name">Which document.</param>
    /// <param name="content">What it shall hold.</param>
    /// <param name="expected">The version it must have; null: whichever it has.</param>
    /// <param name="operationId">Kept with it.</param>
    /// <param name="fence">The term that must be the session's own and present; null: none.</param>
    /// <param name="isEphemeral">Whether it ends with the session.</param>
    public WriteResult Write(SimulatedSession session, string name, object content, long? expected, Guid operationId, long? fence = null, bool isEphemeral = false)
    {
        if (fence is not null && (!ReferenceEquals(_leader, session) || fence != Term))
        {
            return new WriteResult(WriteOutcome.Fenced);
        }

        if (isEphemeral && !session.IsOpen)
        {
            return new WriteResult(WriteOutcome.Unknown);
        }

        var before = Latest.Documents.GetValueOrDefault(name);
        if (expected is not null && expected != (before?.Version ?? 0))
        {
            return new WriteResult(WriteOutcome.Lost);
        }

        var after = new StoredDocument((before?.Version ?? 0) + 1, content, operationId, isEphemeral ? session : before?.Session);
        Change(name, before, after);
        session.SeenRevision = Latest.Number;
        return new WriteResult(WriteOutcome.Won, after.Version);
    }

    private void Change(string name, StoredDocument? before, StoredDocument? after)
    {
        _trace.Note(after is null ? "removed" : "wrote", name, after?.Version ?? 0);
        Changing(name, before, after);
        Append(after is null ? Latest.Documents.Remove(name) : Latest.Documents.SetItem(name, after), Latest.Leader, name);
    }

    private void Append(ImmutableSortedDictionary<string, StoredDocument> documents, string? leader, string name)
    {
        _history.Add(new StoreRevision(Latest.Number + 1, _time.Now, documents, leader));
        if (_history.Count > 64)
        {
            _history.RemoveRange(0, 32);
        }

        foreach (var session in _sessions)
        {
            Watched(session, name);
        }
    }

    private StoreRevision Oldest()
    {
        var oldest = Latest;
        for (var i = _history.Count - 2; i >= 0 && oldest.Since > _time.Now - LagMax; i--)
        {
            oldest = _history[i];
        }

        return oldest;
    }

    private void Sweep() => _time.After(TimeSpan.FromMilliseconds(250), () =>
    {
        if (!IsDown)
        {
            foreach (var session in _sessions.Where(session => session.ExpiresAt <= _time.Now).ToArray())
            {
                End(session);
            }

            Elect();
        }

        Sweep();
    });

    private void End(SimulatedSession session)
    {
        _trace.Note("session expired", session.Owner.Name);
        session.IsOpen = false;
        session.HasEnded = true;
        _sessions.Remove(session);
        _leader = ReferenceEquals(_leader, session) ? null : _leader;
        foreach (var (name, document) in Latest.Documents.Where(pair => ReferenceEquals(pair.Value.Session, session)).ToArray())
        {
            Change(name, document, null);
        }
    }

    private void Elect()
    {
        if (_leader is null && _sessions.Count > 0)
        {
            _leader = _sessions[0];
            Term++;
            _trace.Note("elected", _leader.Owner.Name, Term);
            Append(Latest.Documents, _leader.Owner.Name, "");
        }
    }
}
