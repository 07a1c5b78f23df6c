using DistCache.Core.Leading.Following;
using DistCache.Core.Membership;
using DistCache.Core.Topology;

namespace DistCache.Tests.Core.Leading.Following;

public sealed class NodeControlTests
{
    private static readonly NodeControlOptions Options = new();

    private readonly NodeControl _control = new(
        new NodeRegistration("node-1", 5, "127.0.0.1", 7001, 3001), ["http://a", "http://b"], Options, new Random(1));

    [Fact]
    public void Start_AsksAMaster()
    {
        var effects = _control.Step(TimeSpan.Zero, NodeEvent.Tick.Instance);

        effects.ShouldHaveSingleItem().ShouldBeOfType<NodeEffect.Register>().Registration.Incarnation.ShouldBe(5UL);
        _control.Step(TimeSpan.FromSeconds(1), NodeEvent.Tick.Instance).ShouldBeEmpty("it asks once until it is answered");
    }

    [Fact]
    public void NotAnswered_AsksTheOtherMasterAfterAWait()
    {
        var first = Asked(TimeSpan.Zero)!;
        _control.Step(TimeSpan.Zero, new NodeEvent.NotAnswered()).ShouldBeEmpty();

        Asked(Options.RetryWait * 2)!.MasterAddress.ShouldNotBe(first.MasterAddress);
    }

    [Fact]
    public void SupersededBeforeItIsRegistered_TakesTheNextNumber()
    {
        Asked(TimeSpan.Zero);

        var effects = _control.Step(TimeSpan.Zero, new NodeEvent.Answered(new RegistrationResult.Superseded(new Incarnation(9))));

        effects.ShouldHaveSingleItem().ShouldBeOfType<NodeEffect.Register>().Registration.Incarnation.ShouldBe(10UL);
    }

    [Fact]
    public void SupersededAfterItWasRegistered_Stops()
    {
        Register("cluster");

        _control.Step(Options.ReportInterval, new NodeEvent.Answered(new RegistrationResult.Superseded(new Incarnation(9))))
            .ShouldHaveSingleItem().ShouldBe(new NodeEffect.Stop(new Incarnation(9)));
        _control.Step(TimeSpan.FromHours(1), NodeEvent.Tick.Instance).ShouldBeEmpty();
    }

    [Fact]
    public void Registered_ReportsAgainAfterTheInterval()
    {
        Register("cluster");

        Asked(Options.ReportInterval - TimeSpan.FromMilliseconds(1)).ShouldBeNull();
        Asked(Options.ReportInterval).ShouldNotBeNull();
    }

    [Fact]
    public void Topology_BeforeItIsRegistered_IsNotTaken()
    {
        Asked(TimeSpan.Zero);

        Offer("cluster", 3).ShouldBe([new NodeEffect.Went(Epoch.None)]);
    }

    [Fact]
    public void Topology_OfItsCluster_IsTakenIfLater()
    {
        Register("cluster");

        Offer("cluster", 3).Last().ShouldBe(new NodeEffect.Went(new Epoch(3)));
        Offer("cluster", 2).ShouldBe([new NodeEffect.Went(new Epoch(3))]);
        Offer("cluster", 3).ShouldBe([new NodeEffect.Went(new Epoch(3))]);
        _control.Topology!.Epoch.ShouldBe(new Epoch(3));
    }

    [Fact]
    public void Topology_OfAnotherCluster_IsNeverTaken()
    {
        Register("cluster");
        Offer("cluster", 1);

        Offer("other", 9).ShouldBe([new NodeEffect.Went(new Epoch(1))]);
    }

    private NodeEffect.Register? Asked(TimeSpan now) => _control.Step(now, NodeEvent.Tick.Instance).OfType<NodeEffect.Register>().SingleOrDefault();

    private void Register(string clusterId)
    {
        Asked(TimeSpan.Zero);
        _control.Step(TimeSpan.Zero, new NodeEvent.Answered(new RegistrationResult.Accepted(new RegistrationReply(clusterId, 5, ["http://a"]))));
    }

    private IReadOnlyList<NodeEffect> Offer(string clusterId, ulong epoch)
    {
        var empty = ClusterTopology.Empty(clusterId, 8);
        var topology = new ClusterTopology(clusterId, new Epoch(epoch), 8, empty.Members, empty.Slots);
        return [.. _control.Step(TimeSpan.FromSeconds(1), new NodeEvent.TopologyOffered(topology))];
    }
}
