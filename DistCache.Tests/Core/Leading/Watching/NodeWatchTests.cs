using DistCache.Core.Leading.Watching;
using DistCache.Core.Membership;
using DistCache.Core.Topology;

namespace DistCache.Tests.Core.Leading.Watching;

public sealed class NodeWatchTests
{
    private static readonly Member Node = new(new NodeId("node-1"), new Incarnation(5), "127.0.0.1", 7001, 3001);
    private static readonly SilenceDetector Detector = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1.75));

    private readonly NodeWatch _watch = new(Node, TimeSpan.Zero);

    [Fact]
    public void BeforeTheFirstAnswer_IsUnknownThenSuspectThenSilent()
    {
        HealthAt(0).ShouldBe(NodeHealth.Unknown);
        HealthAt(0.9).ShouldBe(NodeHealth.Unknown);
        HealthAt(1).ShouldBe(NodeHealth.Suspect);
        HealthAt(1.75).ShouldBe(NodeHealth.Silent);
    }

    [Fact]
    public void AfterAnAnswer_SilenceMakesItSuspectThenSilent()
    {
        Answer(10);

        HealthAt(10.9).ShouldBe(NodeHealth.Alive);
        HealthAt(11).ShouldBe(NodeHealth.Suspect);
        HealthAt(11.75).ShouldBe(NodeHealth.Silent);
        HealthAt(1000).ShouldBe(NodeHealth.Silent);
    }

    [Fact]
    public void Silent_Answers_IsAliveAgain()
    {
        HealthAt(60).ShouldBe(NodeHealth.Silent);
        Answer(61);

        HealthAt(61).ShouldBe(NodeHealth.Alive);
        _watch.HealthSince.ShouldBe(TimeSpan.FromSeconds(61));
    }

    [Fact]
    public void RefusedOnce_IsNotGone()
    {
        Answer(1);
        _watch.Refused(TimeSpan.FromSeconds(2));

        _watch.Health.ShouldBe(NodeHealth.Alive);
    }

    [Fact]
    public void RefusedTwice_IsGoneSinceTheSecond()
    {
        _watch.Refused(TimeSpan.FromSeconds(2));
        _watch.Refused(TimeSpan.FromSeconds(3));

        HealthAt(4).ShouldBe(NodeHealth.Gone);
        _watch.GoneFor(TimeSpan.FromSeconds(5)).ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void RefusedTwiceWithAnAnswerBetween_IsNotGone()
    {
        _watch.Refused(TimeSpan.FromSeconds(2));
        Answer(3);
        _watch.Refused(TimeSpan.FromSeconds(3.5));

        HealthAt(3.5).ShouldBe(NodeHealth.Alive);
    }

    [Fact]
    public void TimedOutForLong_IsNeverGone()
    {
        for (var second = 0; second < 1000; second++)
        {
            _watch.TimedOut();
            HealthAt(second).ShouldNotBe(NodeHealth.Gone);
        }
    }

    [Fact]
    public void LaterRunAnswersTwice_IsGone()
    {
        Answer(1, incarnation: 6);
        Answer(2, incarnation: 6);

        HealthAt(2).ShouldBe(NodeHealth.Gone);
    }

    [Fact]
    public void EarlierRunAnswers_ProvesNothing()
    {
        Answer(1, incarnation: 4);
        Answer(2, incarnation: 4);

        HealthAt(2).ShouldBe(NodeHealth.Silent);
        _watch.Status.ShouldBeNull();
    }

    [Fact]
    public void KnownEpoch_LateAnswer_DoesNotGoBack()
    {
        _watch.Sent(new Epoch(7));
        Answer(1, epoch: 6);

        _watch.KnownEpoch.ShouldBe(new Epoch(7));
    }

    private NodeHealth HealthAt(double seconds)
    {
        _watch.Judge(TimeSpan.FromSeconds(seconds), Detector);
        return _watch.Health;
    }

    private void Answer(double seconds, ulong incarnation = 5, ulong epoch = 0) => _watch.Answered(
        TimeSpan.FromSeconds(seconds), new NodeStatus { Incarnation = new Incarnation(incarnation), TopologyEpoch = new Epoch(epoch) });
}
