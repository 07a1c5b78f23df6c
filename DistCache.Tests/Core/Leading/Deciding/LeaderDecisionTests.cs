using DistCache.Core.Hashing;
using DistCache.Core.Leading.Deciding;
using DistCache.Core.Membership;
using DistCache.Core.Topology;

namespace DistCache.Tests.Core.Leading.Deciding;

public sealed class LeaderDecisionTests
{
    private static readonly TimeSpan LongGone = Situation.Options.RecoveryWait;

    [Fact]
    public void Formation_ExpectedNodesAlive_GivesEverySlotAnOwnerAtOnce()
    {
        var situation = new Situation();
        situation.Set(1, NodeHealth.Alive);
        situation.Set(2, NodeHealth.Alive);
        situation.Set(3, NodeHealth.Alive);

        var decision = situation.DecideAndCommit();

        decision.Reasons.ShouldContain(new DecisionReason(DecisionCause.Formed, null, SlotId.SlotCount));
        situation.Topology.Epoch.ShouldBe(new Epoch(1));
        situation.Topology.CountPrimaries().ShouldAllBe(count => count >= 5461 && count <= 5462);
        situation.Topology.Slots.ShouldAllBe(slot => slot.Epoch == new Epoch(1));
    }

    [Fact]
    public void Formation_FewerThanExpected_WaitsUntilNobodyComesAnyMore()
    {
        var situation = new Situation { QuietFor = Situation.Options.FormationWait - TimeSpan.FromMilliseconds(1) };
        situation.Set(1, NodeHealth.Alive);
        situation.Decide().Next.ShouldBeNull();

        situation.QuietFor = Situation.Options.FormationWait;

        situation.DecideAndCommit();
        situation.SlotsOf(1).Count.ShouldBe(SlotId.SlotCount);
    }

    [Fact]
    public void Formation_RegisteredNodesThatDoNotAnswer_AreNotCounted()
    {
        var situation = new Situation { QuietFor = TimeSpan.FromHours(1) };
        situation.Set(1, NodeHealth.Suspect);
        situation.Set(2, NodeHealth.Silent);
        situation.Set(3, NodeHealth.Gone);

        situation.Decide().ShouldBe(Decision.Nothing);
    }

    [Fact]
    public void Nothing_AllAlive_Changes() => Situation.Formed(3).Decide().ShouldBe(Decision.Nothing);

    [Fact]
    public void Restart_OfAllNodes_SharesTheSlotsOutAsBeforeOnceTheExpectedNodesAreThere()
    {
        var situation = Situation.Formed(3);
        situation.QuietFor = TimeSpan.Zero;
        var before = new[] { 1, 2, 3 }.Select(number => situation.SlotsOf(number)).ToArray();
        situation.Set(1, NodeHealth.Alive, run: 2);
        situation.Set(2, NodeHealth.Gone);
        situation.Set(3, NodeHealth.Alive, run: 2);
        situation.Decide().Next.ShouldBeNull();

        situation.Set(2, NodeHealth.Alive, run: 2);

        situation.DecideAndCommit().Reasons.ShouldContain(new DecisionReason(DecisionCause.RestartedWhole, null, SlotId.SlotCount));
        new[] { 1, 2, 3 }.Select(number => situation.SlotsOf(number, run: 2)).ShouldBe(before);
        situation.Topology.Slots.ShouldAllBe(slot => slot.Epoch == new Epoch(2));
        situation.Topology.Members.Length.ShouldBe(3);
        situation.Decide().ShouldBe(Decision.Nothing);
    }

    [Fact]
    public void Restart_OfAllNodesAndOneMore_GivesTheNewOneItsShare()
    {
        var situation = Situation.Formed(3);
        for (var number = 1; number <= 4; number++)
        {
            situation.Set(number, NodeHealth.Alive, run: 2);
        }

        situation.DecideAndCommit();

        situation.SlotsOf(4, run: 2).Count.ShouldBe(SlotId.SlotCount / 4);
    }

    [Fact]
    public void Restart_OfAllNodesOneOfWhichStaysAway_WaitsForItAsLongAsFormationDoes()
    {
        var situation = Situation.Formed(3);
        situation.QuietFor = TimeSpan.Zero;
        situation.Set(1, NodeHealth.Alive, run: 2);
        situation.Set(2, NodeHealth.Alive, run: 2);
        situation.Set(3, NodeHealth.Gone);
        situation.Decide().Next.ShouldBeNull();

        situation.QuietFor = Situation.Options.FormationWait;

        situation.DecideAndCommit();
        situation.SlotsOf(1, run: 2).Count.ShouldBe(SlotId.SlotCount / 2);
        situation.SlotsOf(2, run: 2).Count.ShouldBe(SlotId.SlotCount / 2);
    }

    [Theory]
    [InlineData(NodeHealth.Unknown)]
    [InlineData(NodeHealth.Suspect)]
    public void Restart_WhileItIsOpenWhetherAnotherHolderLives_Waits(NodeHealth other)
    {
        var situation = Situation.Formed(3);
        situation.Set(1, NodeHealth.Alive, run: 2);
        situation.Set(2, other);

        situation.DecideAndCommit().Reasons.ShouldBe([new DecisionReason(DecisionCause.Joined, Situation.Key(1, 2), 0)]);

        situation.SlotsOf(1, run: 2).ShouldBeEmpty();
        situation.SlotsOf(1).ShouldNotBeEmpty();
    }

    [Fact]
    public void Joined_AfterFormation_IsListedAndOwnsNothing()
    {
        var situation = Situation.Formed(3);
        var before = situation.Topology;
        situation.Set(4, NodeHealth.Alive);

        var decision = situation.DecideAndCommit();

        decision.Reasons.ShouldBe([new DecisionReason(DecisionCause.Joined, Situation.Key(4), 0)]);
        situation.Topology.Epoch.ShouldBe(before.Epoch.Next);
        situation.Topology.Slots.ShouldBe(before.Slots);
        situation.Topology.IndexOf(Situation.Key(4)).ShouldBe(3);
        situation.Decide().ShouldBe(Decision.Nothing);
    }

    [Fact]
    public void Joined_BeforeItsFirstAnswer_IsNotListed()
    {
        var situation = Situation.Formed(3);
        situation.Set(4, NodeHealth.Suspect);

        situation.Decide().ShouldBe(Decision.Nothing);
    }

    [Fact]
    public void Restarted_NewRunAnswers_GetsItsSlotsBackAtTheNextSlotEpoch()
    {
        var situation = Situation.Formed(3);
        var lost = situation.SlotsOf(2);
        var kept = situation.SlotsOf(1);
        situation.Set(2, NodeHealth.Alive, run: 2);

        var decision = situation.DecideAndCommit();

        decision.Reasons.ShouldBe([
            new DecisionReason(DecisionCause.Restarted, Situation.Key(2, 2), lost.Count),
            new DecisionReason(DecisionCause.Left, Situation.Key(2), 0)]);
        situation.SlotsOf(2, run: 2).ShouldBe(lost);
        lost.ShouldAllBe(slot => situation.Topology[slot].Epoch == new Epoch(2));
        situation.SlotsOf(1).ShouldBe(kept);
        kept.ShouldAllBe(slot => situation.Topology[slot].Epoch == new Epoch(1));
        situation.Topology.Members.Length.ShouldBe(3);
    }

    [Fact]
    public void Restarted_NewRunHasNotAnswered_KeepsWaiting()
    {
        var situation = Situation.Formed(3);
        situation.Set(2, NodeHealth.Suspect, run: 2);

        situation.Decide().Next.ShouldBeNull();
    }

    [Fact]
    public void Restarted_DocumentReadLate_SaysNothing()
    {
        var situation = Situation.Formed(3);
        situation.Set(2, NodeHealth.Alive, run: 5);
        situation.DecideAndCommit();
        situation.Set(2, NodeHealth.Gone, run: 1, goneFor: LongGone);

        situation.Decide().ShouldBe(Decision.Nothing);
    }

    [Fact]
    public void Gone_WithinTheRecoveryWait_KeepsItsSlots()
    {
        var situation = Situation.Formed(3);
        situation.Set(2, NodeHealth.Gone, goneFor: LongGone - TimeSpan.FromMilliseconds(1));

        var decision = situation.Decide();

        decision.Next.ShouldBeNull();
        decision.Reasons.ShouldBe([new DecisionReason(DecisionCause.AwaitingRecovery, Situation.Key(2), situation.SlotsOf(2).Count)]);
    }

    [Fact]
    public void Gone_AfterTheRecoveryWait_LosesItsSlotsToTheLivingInOneStep()
    {
        var situation = Situation.Formed(3);
        var lost = situation.SlotsOf(2);
        var kept = situation.SlotsOf(1).Concat(situation.SlotsOf(3)).ToHashSet();
        situation.Set(2, NodeHealth.Gone, goneFor: LongGone);

        var decision = situation.DecideAndCommit();

        decision.Reasons.Select(reason => reason.Cause).ShouldBe([DecisionCause.NotRecovered, DecisionCause.Filled, DecisionCause.Left]);
        lost.ShouldAllBe(slot => situation.Topology[slot].Epoch == new Epoch(2));
        kept.ShouldAllBe(slot => situation.Topology[slot].Epoch == new Epoch(1));
        situation.SlotsOf(1).Count.ShouldBeInRange(8191, 8193);
        situation.SlotsOf(1).Count.ShouldBe(SlotId.SlotCount - situation.SlotsOf(3).Count);
        situation.Topology.IndexOf(Situation.Key(2)).ShouldBe(-1);
        situation.Decide().ShouldBe(Decision.Nothing);
    }

    [Fact]
    public void Gone_AndNobodyLives_KeepsItsSlots()
    {
        var situation = Situation.Formed(1);
        situation.Set(1, NodeHealth.Gone, goneFor: LongGone);

        situation.Decide().Next.ShouldBeNull();
    }

    [Fact]
    public void Gone_LatestRunOfARestartedNode_LosesTheSlotsOfTheEarlierRun()
    {
        var situation = Situation.Formed(3);
        situation.Set(2, NodeHealth.Gone, run: 2, goneFor: LongGone);

        situation.DecideAndCommit();

        situation.SlotsOf(2).ShouldBeEmpty();
        situation.SlotsOf(2, run: 2).ShouldBeEmpty();
    }

    [Fact]
    public void Gone_WithoutSlots_IsTakenOffTheListAtOnce()
    {
        var situation = Situation.Formed(3);
        situation.Set(4, NodeHealth.Alive);
        situation.DecideAndCommit();
        situation.Set(4, NodeHealth.Gone);

        situation.DecideAndCommit().Reasons.ShouldBe([new DecisionReason(DecisionCause.Left, Situation.Key(4), 0)]);
        situation.Topology.Members.Length.ShouldBe(3);
    }

    [Fact]
    public void Silent_HoweverLong_KeepsItsSlots()
    {
        var situation = Situation.Formed(3);
        situation.Set(2, NodeHealth.Silent);
        situation.QuietFor = TimeSpan.FromDays(1);

        var decision = situation.Decide();

        decision.Next.ShouldBeNull();
        decision.Reasons.ShouldBe([new DecisionReason(DecisionCause.AwaitingSilentNode, Situation.Key(2), situation.SlotsOf(2).Count)]);
    }

    [Fact]
    public void Silent_WithoutSlots_StaysListed()
    {
        var situation = Situation.Formed(3);
        situation.Set(4, NodeHealth.Alive);
        situation.DecideAndCommit();
        situation.Set(4, NodeHealth.Silent);

        situation.Decide().ShouldBe(Decision.Nothing);
    }

    [Fact]
    public void SelfDoubt_MoreThanHalfOfFourSilent_MovesNothing()
    {
        var situation = Situation.Formed(4);
        situation.Set(1, NodeHealth.Silent);
        situation.Set(2, NodeHealth.Silent);
        situation.Set(3, NodeHealth.Silent);
        situation.Set(4, NodeHealth.Alive, run: 1);
        situation.Set(5, NodeHealth.Alive);

        var decision = situation.Decide();

        decision.Next.ShouldBeNull();
        decision.Reasons.ShouldBe([new DecisionReason(DecisionCause.SelfDoubt, null, 0)]);
    }

    [Fact]
    public void SelfDoubt_HalfOfFourSilent_GoesOnDeciding()
    {
        var situation = Situation.Formed(4);
        situation.Set(1, NodeHealth.Silent);
        situation.Set(2, NodeHealth.Silent);
        situation.Set(5, NodeHealth.Alive);

        situation.DecideAndCommit().Reasons.ShouldContain(new DecisionReason(DecisionCause.Joined, Situation.Key(5), 0));
    }

    [Fact]
    public void SelfDoubt_AllOfThreeSilent_DoesNotApply()
    {
        var situation = Situation.Formed(3);
        situation.Set(1, NodeHealth.Silent);
        situation.Set(2, NodeHealth.Silent);
        situation.Set(3, NodeHealth.Silent);

        situation.Decide().Reasons.ShouldAllBe(reason => reason.Cause == DecisionCause.AwaitingSilentNode);
    }

    [Fact]
    public void SelfDoubt_ProvenEnds_DoNotCount()
    {
        var situation = Situation.Formed(4);
        situation.Set(1, NodeHealth.Gone, goneFor: LongGone);
        situation.Set(2, NodeHealth.Gone, goneFor: LongGone);
        situation.Set(3, NodeHealth.Gone, goneFor: LongGone);

        situation.DecideAndCommit();
        situation.SlotsOf(4).Count.ShouldBe(SlotId.SlotCount);
    }

    [Fact]
    public void Batch_ThreeNodesRestarted_IsOneTopology()
    {
        var situation = Situation.Formed(3);
        situation.Set(1, NodeHealth.Alive, run: 2);
        situation.Set(2, NodeHealth.Alive, run: 2);
        situation.Set(3, NodeHealth.Alive, run: 2);

        situation.DecideAndCommit();

        situation.Topology.Epoch.ShouldBe(new Epoch(2));
        situation.Topology.Slots.ShouldAllBe(slot => slot.Epoch == new Epoch(2));
        situation.Topology.Members.Select(member => member.Key).ShouldBe([Situation.Key(1, 2), Situation.Key(2, 2), Situation.Key(3, 2)], ignoreOrder: true);
    }
}
