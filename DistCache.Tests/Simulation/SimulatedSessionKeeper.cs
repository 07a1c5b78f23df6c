using DistCache.Core.Leading;

namespace DistCache.Tests.Simulation;

/// <summary>A master's session with the simulated store, and the leadership that goes with it.</summary>
internal sealed class SimulatedSessionKeeper(SimulatedMaster owner, SimulatedStore store, Action<MasterEvent> step)
{
    public static readonly TimeSpan RenewInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>After so long without a renewal the session counts as lost here, well before the store ends it, at any clock rate.</summary>
    private static readonly TimeSpan SessionDoubt = SimulatedStore.SessionTimeout * 0.6;

    private TimeSpan _renewedAt;
    private long _wonTerm;
    private bool _campaigns;

    public SimulatedSession Session { get; private set; } = new(owner);

    public void Campaign() => _campaigns = true;

    /// <summary>Keeps the session, finds out whether it leads, and gives the session up when it has heard nothing for too long.</summary>
    public void Renew()
    {
        if (Session.IsOpen && owner.LocalNow - _renewedAt > SessionDoubt)
        {
            EndSession();
        }

        var session = Session;
        var sentAt = owner.LocalNow;
        owner.AskStore(() => store.Renew(session), term => Renewed(session, term, sentAt), () => { });
    }

    private void Renewed(SimulatedSession session, long? term, TimeSpan sentAt)
    {
        if (!ReferenceEquals(session, Session))
        {
            return;
        }

        if (term is null)
        {
            EndSession();
            return;
        }

        _renewedAt = sentAt;
        if (term > 0 && _campaigns)
        {
            _campaigns = false;
            _wonTerm = term.Value;
            step(new MasterEvent.CampaignWon(_wonTerm));
        }
    }

    private void EndSession()
    {
        Session = new SimulatedSession(owner);
        _renewedAt = owner.LocalNow;
        if (_wonTerm > 0)
        {
            var term = _wonTerm;
            _wonTerm = 0;
            step(new MasterEvent.LeadershipEnded(term));
        }
    }
}
