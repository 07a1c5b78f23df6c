using DistCache.Core.Coordination;
using DistCache.Core.Leading;

namespace DistCache.Master.Leading;

/// <summary>Campaigns for the leadership, holds it, and knows it by its term.</summary>
/// <remarks>Terms are of this process only; what fences a write is the leadership behind the term.</remarks>
public sealed class Candidacy(ICoordinator coordinator, string masterId)
{
    private readonly Lock _gate = new();
    private ILeadership? _held;
    private long _term;

    /// <summary>The leadership of that term while it is held; null once it has ended.</summary>
    public ILeadership? Held(long term)
    {
        lock (_gate)
        {
            return term == _term ? _held : null;
        }
    }

    /// <summary>One leadership from the campaign for it to its end.</summary>
    /// <param name="tell">Gets <see cref="MasterEvent.CampaignWon"/> and then <see cref="MasterEvent.LeadershipEnded"/>.</param>
    /// <param name="stopping">Ends the campaign, or gives the leadership up.</param>
    public async Task RunAsync(Func<MasterEvent, ValueTask> tell, CancellationToken stopping)
    {
        await using var leadership = await coordinator.CampaignAsync(masterId, stopping);
        var term = Take(leadership);
        await tell(new MasterEvent.CampaignWon(term));
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (leadership.Lost.Register(() => ended.TrySetResult()))
        await using (stopping.Register(() => ended.TrySetCanceled(stopping)))
        {
            await ended.Task;
        }

        Take(null);
        await tell(new MasterEvent.LeadershipEnded(term));
    }

    private long Take(ILeadership? leadership)
    {
        lock (_gate)
        {
            _held = leadership;
            return leadership is null ? _term : ++_term;
        }
    }
}
