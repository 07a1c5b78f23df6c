using DistCache.Core.Coordination;

namespace DistCache.Tests.Master.Coordination;

/// <summary>What a coordinator promises about leadership and the writes that are fenced by it.</summary>
public abstract class ElectionContract : CoordinatorContract
{
    [Fact]
    public async Task Campaign_ManyCandidates_EachLeadsInItsTurnAndOneAtATime()
    {
        const int CandidateCount = 6;
        var sessions = await Task.WhenAll(Enumerable.Range(0, CandidateCount).Select(_ => World.OpenAsync()));
        var candidacies = sessions.Select((session, i) => session.CampaignAsync($"master-{i}", None).AsTask()).ToList();
        var led = new List<string?>();

        while (candidacies.Count > 0)
        {
            var leadership = await PassUntilAsync(Task.WhenAny(candidacies), $"leader number {led.Count + 1}");
            await World.AdvanceAsync(World.SessionTimeout);
            candidacies.Count(candidacy => candidacy.IsCompleted).ShouldBe(1);
            (await leadership).Lost.IsCancellationRequested.ShouldBeFalse();
            await PassUntilAsync(
                async () => await sessions[0].LeaderAsync(None) is { } leader && !led.Contains(leader), "the new leader is named");
            led.Add(await sessions[0].LeaderAsync(None));
            candidacies.Remove(leadership);
            await (await leadership).DisposeAsync();
            (await leadership).Lost.IsCancellationRequested.ShouldBeTrue();
        }

        led.Order().ShouldBe(Enumerable.Range(0, CandidateCount).Select(i => $"master-{i}"));
        await PassUntilAsync(async () => await sessions[0].LeaderAsync(None) is null, "nobody leads");
    }

    [Fact]
    public async Task Campaign_LeadersSessionDisposed_AnotherLeads()
    {
        var (first, second) = (await World.OpenAsync(), await World.OpenAsync());
        var leadership = await first.CampaignAsync("first", None);
        var candidacy = second.CampaignAsync("second", None).AsTask();

        await first.DisposeAsync();

        leadership.Lost.IsCancellationRequested.ShouldBeTrue();
        await PassUntilAsync(candidacy, "the second leads");
        (await second.LeaderAsync(None)).ShouldBe("second");
        await leadership.DisposeAsync();
        (await second.LeaderAsync(None)).ShouldBe("second");
    }

    [Fact]
    public async Task Campaign_LeaderPausedTooLong_AnotherLeadsAndThePausedOneIsFenced()
    {
        var (first, second) = (await World.OpenAsync(), await World.OpenAsync());
        var leadership = await first.CampaignAsync("first", None);
        (await WriteAsync(first, Put("topology", "1", 0) with { Fence = leadership })).ShouldBe(Won(1));
        var candidacy = second.CampaignAsync("second", None).AsTask();

        await ExpireAsync(first);
        var next = await PassUntilAsync(candidacy, "the second leads");
        await World.ResumeAsync(first);

        (await WriteAsync(first, Put("topology", "stale", 1) with { Fence = leadership })).ShouldBe(Not(WriteOutcome.Fenced));
        await PassUntilAsync(() => Task.FromResult(leadership.Lost.IsCancellationRequested), "the paused leader learns of it");
        (await WriteAsync(second, Put("topology", "2", 1) with { Fence = next })).ShouldBe(Won(2));
        await leadership.DisposeAsync();
        (await second.LeaderAsync(None)).ShouldBe("second");
        next.Lost.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task Campaign_LeaderRenewed_LeadsOn()
    {
        var (first, second) = (await World.OpenAsync(), await World.OpenAsync());
        await using var leadership = await first.CampaignAsync("first", None);
        using var ended = new CancellationTokenSource();
        var candidacy = second.CampaignAsync("second", ended.Token).AsTask();

        await World.AdvanceAsync(World.SessionTimeout * 3);

        candidacy.IsCompleted.ShouldBeFalse();
        leadership.Lost.IsCancellationRequested.ShouldBeFalse();
        (await WriteAsync(first, Put("topology", "1", 0) with { Fence = leadership })).ShouldBe(Won(1));
        await ended.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => candidacy.WaitAsync(Patience));
    }

    [Fact]
    public async Task Campaign_Cancelled_LeavesTheLeadToOthers()
    {
        var (first, second) = (await World.OpenAsync(), await World.OpenAsync());
        var leadership = await first.CampaignAsync("first", None);
        using var ended = new CancellationTokenSource();
        var candidacy = second.CampaignAsync("second", ended.Token).AsTask();
        await ended.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => candidacy.WaitAsync(Patience));

        await leadership.DisposeAsync();
        await World.AdvanceAsync(World.SessionTimeout);

        (await first.LeaderAsync(None)).ShouldBeNull();
        await using var again = await PassUntilAsync(first.CampaignAsync("first", None).AsTask(), "the first leads again");
    }

    [Fact]
    public async Task Campaign_AgainInTheSameSession_WaitsForTheFirstToEnd()
    {
        var session = await World.OpenAsync();
        var first = await session.CampaignAsync("one", None);
        var second = session.CampaignAsync("two", None).AsTask();
        await World.AdvanceAsync(World.SessionTimeout);
        second.IsCompleted.ShouldBeFalse();

        await first.DisposeAsync();

        await using var leadership = await PassUntilAsync(second, "the second candidacy wins");
        (await session.LeaderAsync(None)).ShouldBe("two");
        (await WriteAsync(session, Put("topology", "x", 0) with { Fence = first })).ShouldBe(Not(WriteOutcome.Fenced));
        (await WriteAsync(session, Put("topology", "x", 0) with { Fence = leadership })).ShouldBe(Won(1));
    }

    [Fact]
    public async Task Fence_LeadershipGivenUp_FencesBeforeTheVersionIsLookedAt()
    {
        var session = await World.OpenAsync();
        var leadership = await session.CampaignAsync("me", None);
        (await WriteAsync(session, Put("topology", "1", 0) with { Fence = leadership })).ShouldBe(Won(1));
        (await WriteAsync(session, Put("topology", "2", 7) with { Fence = leadership })).ShouldBe(Not(WriteOutcome.Lost));

        await leadership.DisposeAsync();

        (await WriteAsync(session, Put("topology", "2", 1) with { Fence = leadership })).ShouldBe(Not(WriteOutcome.Fenced));
        (await WriteAsync(session, Put("topology", "2", 7) with { Fence = leadership })).ShouldBe(Not(WriteOutcome.Fenced));
        (await WriteAsync(session, Remove("topology", 1) with { Fence = leadership })).ShouldBe(Not(WriteOutcome.Fenced));
        (await WriteAsync(session, Put("new", "x", 0) with { Fence = leadership })).ShouldBe(Not(WriteOutcome.Fenced));
        (await TextAsync(session, "topology")).ShouldBe("1");
        (await session.ReadAsync("new", None)).ShouldBeNull();
    }

    [Fact]
    public async Task Fence_OfAnotherInstance_Throws()
    {
        var (first, second) = (await World.OpenAsync(), await World.OpenAsync());
        await using var leadership = await first.CampaignAsync("first", None);

        await Should.ThrowAsync<ArgumentException>(() => WriteAsync(second, Put("topology", "x", 0) with { Fence = leadership }));
    }

    [Fact]
    public async Task Lost_StoreTakesNoChange_IsCancelledWhileNobodyElseCanLead()
    {
        var (first, second) = (await World.OpenAsync(), await World.OpenAsync());
        var leadership = await first.CampaignAsync("first", None);
        var candidacy = second.CampaignAsync("second", None).AsTask();
        await using (await World.CutOffAsync())
        {
            await World.AdvanceAsync(World.SessionTimeout);
            leadership.Lost.IsCancellationRequested.ShouldBeTrue();
            candidacy.IsCompleted.ShouldBeFalse();
        }

        var next = await PassUntilAsync(candidacy, "the second leads");
        (await WriteAsync(first, Put("topology", "x", 0) with { Fence = leadership })).ShouldBe(Not(WriteOutcome.Fenced));
        await using (next)
        {
            (await WriteAsync(second, Put("topology", "x", 0) with { Fence = next })).ShouldBe(Won(1));
        }
    }

    [Fact]
    public async Task Dispose_LeadershipWhileTheStoreTakesNoChange_EndsItLater()
    {
        var (first, second) = (await World.OpenAsync(), await World.OpenAsync());
        var leadership = await first.CampaignAsync("first", None);
        var candidacy = second.CampaignAsync("second", None).AsTask();
        await using (await World.CutOffAsync())
        {
            await leadership.DisposeAsync().AsTask().WaitAsync(Patience);
        }

        await using var next = await PassUntilAsync(candidacy, "the second leads");
    }
}
