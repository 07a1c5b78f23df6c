using DistCache.Core.Coordination;
using DistCache.Core.Leading;
using DistCache.Core.Leading.Coordinated;
using DistCache.Core.Leading.Deciding;
using DistCache.Core.Membership;
using DistCache.Core.Topology;

namespace DistCache.Tests.Core.Leading;

public sealed class MasterControlTests
{
    private static readonly MasterDocument Self = new("master-1", "http://m1");

    private readonly MasterControl _control = new(Self, new LeadingOptions { ExpectedNodes = 1, VirtualNodes = 8 }, new Random(1));
    private TimeSpan _now;

    [Fact]
    public void FirstStep_CampaignsAndReadsEverything()
    {
        var effects = Step(MasterEvent.Tick.Instance);

        effects.OfType<MasterEffect.Campaign>().Count().ShouldBe(1);
        effects.OfType<MasterEffect.Read>().Select(read => read.What).ShouldBe(Enum.GetValues<CoordinatorRead>());
        Step(MasterEvent.Tick.Instance).ShouldBeEmpty("one read of a kind is under way at a time");
    }

    [Fact]
    public void OwnDocument_NotListed_IsCreatedOnce()
    {
        Step(MasterEvent.Tick.Instance);

        Step(new MasterEvent.MastersListed([])).OfType<MasterEffect.WriteMaster>().ShouldHaveSingleItem();
        Step(new MasterEvent.MasterWritten(new WriteResult(WriteOutcome.Won, 1))).OfType<MasterEffect.Read>().ShouldHaveSingleItem();
        Step(new MasterEvent.MastersListed([Self])).ShouldBeEmpty();
    }

    [Fact]
    public void OwnDocument_GoneWithItsSession_IsCreatedAnew()
    {
        Lead();

        Step(new MasterEvent.CoordinatorChanged(CoordinatorRead.Masters));
        Step(new MasterEvent.MastersListed([])).OfType<MasterEffect.WriteMaster>().ShouldHaveSingleItem();
    }

    [Fact]
    public void Leader_BeforeItHasReadSinceItWon_DecidesNothing()
    {
        Inform();
        Step(new MasterEvent.CampaignWon(1));
        Learn(Node(1));

        Ticks(5).OfType<MasterEffect.WriteTopology>().ShouldBeEmpty();

        Inform(Node(1));
        Alive(Node(1));
        var write = Ticks(3).OfType<MasterEffect.WriteTopology>().ShouldHaveSingleItem();
        write.ExpectedVersion.ShouldBe(0);
        write.Term.ShouldBe(1);
    }

    [Fact]
    public void Leader_CoordinatorUnreachable_DecidesNothingUntilItHasReadAgain()
    {
        Lead();
        Step(new MasterEvent.CoordinatorChanged(CoordinatorRead.Nodes));
        Step(new MasterEvent.ReadFailed(CoordinatorRead.Nodes));
        Learn(Node(1));

        Ticks(20).OfType<MasterEffect.WriteTopology>().ShouldBeEmpty();
        _control.View.IsCoordinatorReachable.ShouldBeFalse();
    }

    [Fact]
    public void Commit_Won_IsPublishedReportedAndSentToTheNode()
    {
        var write = Decide();

        var effects = Step(new MasterEvent.TopologyWritten(write.OperationId, new WriteResult(WriteOutcome.Won, 1)));

        effects.OfType<MasterEffect.Publish>().ShouldHaveSingleItem().Topology.ShouldBe(write.Topology);
        effects.OfType<MasterEffect.Report>().ShouldHaveSingleItem().Outcome.ShouldBe(DecisionOutcome.Committed);
        effects.OfType<MasterEffect.SendTopology>().ShouldHaveSingleItem().Member.Key.ShouldBe(Node(1).Member.Key);
    }

    [Fact]
    public void Commit_Unknown_IsRecognisedByItsOperationIdWhenReadAgain()
    {
        var write = Decide();

        var effects = Step(new MasterEvent.TopologyWritten(write.OperationId, new WriteResult(WriteOutcome.Unknown)));
        effects.ShouldContain(new MasterEffect.Read(CoordinatorRead.Topology));
        effects.OfType<MasterEffect.Report>().ShouldHaveSingleItem().Outcome.ShouldBe(DecisionOutcome.Unknown);
        Ticks(5).OfType<MasterEffect.WriteTopology>().ShouldBeEmpty("it is read back before anything is written again");

        var read = Step(new MasterEvent.TopologyRead(1, write.OperationId, write.Topology));
        read.OfType<MasterEffect.Report>().ShouldHaveSingleItem().Outcome.ShouldBe(DecisionOutcome.Committed);
        read.OfType<MasterEffect.Publish>().ShouldHaveSingleItem();
    }

    [Fact]
    public void Commit_UnknownAndNotMade_IsDecidedAnewOnTheSameVersion()
    {
        var write = Decide();
        Step(new MasterEvent.TopologyWritten(write.OperationId, new WriteResult(WriteOutcome.Unknown)));
        Step(new MasterEvent.TopologyRead(0, Guid.Empty, null));

        var again = Ticks(3).OfType<MasterEffect.WriteTopology>().ShouldHaveSingleItem();
        again.ExpectedVersion.ShouldBe(write.ExpectedVersion);
        again.OperationId.ShouldNotBe(write.OperationId);
    }

    [Fact]
    public void Commit_LostToAnother_TakesTheOthers()
    {
        var write = Decide();
        Step(new MasterEvent.TopologyWritten(write.OperationId, new WriteResult(WriteOutcome.Lost)))
            .OfType<MasterEffect.Report>().ShouldHaveSingleItem().Outcome.ShouldBe(DecisionOutcome.Lost);

        Step(new MasterEvent.TopologyRead(1, Guid.NewGuid(), write.Topology)).OfType<MasterEffect.Publish>().ShouldHaveSingleItem();
    }

    [Fact]
    public void LeadershipEnded_CampaignsAgainAndDecidesNoMore()
    {
        Lead();

        Step(new MasterEvent.LeadershipEnded(1)).OfType<MasterEffect.Campaign>().ShouldHaveSingleItem();
        Learn(Node(1));
        Ticks(5).OfType<MasterEffect.WriteTopology>().ShouldBeEmpty();
    }

    [Fact]
    public void Topology_OfAnotherClusterOrNone_IsReportedAndNotTaken()
    {
        var write = Decide();
        Step(new MasterEvent.TopologyWritten(write.OperationId, new WriteResult(WriteOutcome.Won, 1)));
        var foreign = new ClusterTopology("other", new Epoch(9), 8, [], ClusterTopology.Empty("other", 8).Slots);

        Step(new MasterEvent.TopologyRead(9, Guid.NewGuid(), foreign)).ShouldContain(new MasterEffect.ReportBehind("other", new Epoch(9)));
        Step(new MasterEvent.TopologyRead(0, Guid.Empty, null)).ShouldContain(new MasterEffect.ReportBehind("", Epoch.None));
        _control.Topology.ShouldBe(write.Topology);
    }

    [Fact]
    public void Registration_OfAnUnknownNode_IsWrittenThenAccepted()
    {
        Lead();
        var write = Register(5).OfType<MasterEffect.WriteNode>().ShouldHaveSingleItem();
        write.ExpectedVersion.ShouldBe(0);

        Answer(Step(new MasterEvent.NodeWritten(1, new WriteResult(WriteOutcome.Won, 1))))
            .ShouldBeOfType<RegistrationResult.Accepted>().Reply.ClusterId.ShouldBe("cluster");
    }

    [Fact]
    public void Registration_Repeated_IsAnsweredWithoutAWrite()
    {
        Lead(Node(1, run: 5));

        Answer(Register(5)).ShouldBeOfType<RegistrationResult.Accepted>();
    }

    [Fact]
    public void Registration_OfAnEarlierRun_IsToldWhatSupersededIt()
    {
        Lead(Node(1, run: 5));

        Answer(Register(4)).ShouldBe(new RegistrationResult.Superseded(new Incarnation(5)));
    }

    [Fact]
    public void Registration_SameNumberFromAnotherProcess_IsSuperseded()
    {
        Lead(Node(1, run: 5));

        Answer(Register(5, respPort: 9999)).ShouldBe(new RegistrationResult.Superseded(new Incarnation(5)));
    }

    [Fact]
    public void Registration_WithoutANumber_GetsTheNext()
    {
        Lead(Node(1, run: 5));

        Register(0).OfType<MasterEffect.WriteNode>().ShouldHaveSingleItem().Member.Incarnation.ShouldBe(new Incarnation(6));
        Answer(Step(new MasterEvent.NodeWritten(1, new WriteResult(WriteOutcome.Won, 2))))
            .ShouldBeOfType<RegistrationResult.Accepted>().Reply.Incarnation.ShouldBe(6UL);
    }

    [Fact]
    public void Registration_WriteLost_IsJudgedAnewByWhatStandsThere()
    {
        Lead();
        Register(5);
        Step(new MasterEvent.NodeWritten(1, new WriteResult(WriteOutcome.Lost))).ShouldContain(new MasterEffect.ReadNode(1, new NodeId("node-1")));

        Answer(Step(new MasterEvent.NodeRead(1, Node(1, run: 7)))).ShouldBe(new RegistrationResult.Superseded(new Incarnation(7)));
    }

    [Fact]
    public void Registration_WriteUnknownAndMade_IsAccepted()
    {
        Lead();
        var write = Register(5).OfType<MasterEffect.WriteNode>().Single();
        Step(new MasterEvent.NodeWritten(1, new WriteResult(WriteOutcome.Unknown)));

        Answer(Step(new MasterEvent.NodeRead(1, new NodeDocument(1, write.Member)))).ShouldBeOfType<RegistrationResult.Accepted>();
    }

    [Fact]
    public void Registration_CoordinatorUnreachable_IsUnavailable()
    {
        Lead();
        Register(5);
        Step(new MasterEvent.NodeWritten(1, new WriteResult(WriteOutcome.Unknown)));

        Answer(Step(new MasterEvent.NodeReadFailed(1))).ShouldBe(new RegistrationResult.Unavailable());
    }

    [Fact]
    public void Probe_NodeWithAnOlderTopology_IsSentIt()
    {
        var write = Decide();
        Step(new MasterEvent.TopologyWritten(write.OperationId, new WriteResult(WriteOutcome.Won, 1)));
        Step(new MasterEvent.TopologySent(Node(1).Member.Key, Epoch.None));

        var sent = Ticks(10).OfType<MasterEffect.SendTopology>().ShouldHaveSingleItem("again, for the node did not say that it has it");
        Step(new MasterEvent.TopologySent(sent.Member.Key, new Epoch(1)));
        Ticks(10).OfType<MasterEffect.SendTopology>().ShouldBeEmpty();
    }

    [Fact]
    public void Probe_NodeWithALaterTopology_MakesTheMasterReadIt()
    {
        Lead(Node(1));

        Step(new MasterEvent.ProbeAnswered(Node(1).Member.Key, new NodeStatus { Incarnation = new Incarnation(1), TopologyEpoch = new Epoch(3) }))
            .ShouldContain(new MasterEffect.Read(CoordinatorRead.Topology));
    }

    private static NodeDocument Node(int number, ulong run = 1) =>
        new(1, new Member(new NodeId($"node-{number}"), new Incarnation(run), "127.0.0.1", 7000 + number, 3000 + number));

    private static RegistrationResult Answer(IEnumerable<MasterEffect> effects) => effects.OfType<MasterEffect.AnswerRegistration>().ShouldHaveSingleItem().Result;

    private MasterEffect[] Step(MasterEvent occurrence)
    {
        _now += TimeSpan.FromMilliseconds(50);
        return [.. _control.Step(_now, occurrence)];
    }

    private List<MasterEffect> Ticks(int count) => [.. Enumerable.Range(0, count).SelectMany(_ => Step(MasterEvent.Tick.Instance))];

    private MasterEffect[] Register(ulong run, int respPort = 7001) =>
        Step(new MasterEvent.RegistrationRequested(1, new NodeRegistration("node-1", run, "127.0.0.1", respPort, 3001)));

    private void Inform(params NodeDocument[] nodes)
    {
        Step(MasterEvent.Tick.Instance);
        Step(new MasterEvent.ClusterNamed("cluster"));
        Step(new MasterEvent.TopologyRead(0, Guid.Empty, null));
        Step(new MasterEvent.NodesListed([.. nodes]));
        Step(new MasterEvent.MastersListed([Self]));
        Step(new MasterEvent.LeaderNamed(Self.Id));
    }

    /// <summary>Wins the leadership of a cluster that has not formed, and has read all since.</summary>
    private void Lead(params NodeDocument[] nodes)
    {
        Inform(nodes);
        Step(new MasterEvent.CampaignWon(1));
        Inform(nodes);
    }

    private void Learn(NodeDocument node)
    {
        Step(new MasterEvent.RegistrationRequested(1, new NodeRegistration(node.Member.Id.Value, node.Member.Incarnation.Value, "127.0.0.1", node.Member.RespPort, node.Member.HttpPort)));
        Step(new MasterEvent.NodeWritten(1, new WriteResult(WriteOutcome.Won, 1)));
        Alive(node);
    }

    private void Alive(NodeDocument node) => Step(new MasterEvent.ProbeAnswered(node.Member.Key, new NodeStatus { Incarnation = node.Member.Incarnation }));

    /// <summary>Leads until the first topology is written.</summary>
    private MasterEffect.WriteTopology Decide()
    {
        Lead(Node(1));
        Alive(Node(1));
        return Ticks(3).OfType<MasterEffect.WriteTopology>().ShouldHaveSingleItem();
    }
}
