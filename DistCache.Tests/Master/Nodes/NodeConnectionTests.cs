using System.Net;
using System.Net.Sockets;
using DistCache.Master.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DistCache.Tests.Master.Nodes;

public sealed class NodeConnectionTests : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly FakeNode _node = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly NodeConnection _connection;

    public NodeConnectionTests() => _connection = Connect(_node.Port, TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _node.DisposeAsync();
    }

    [Fact]
    public async Task SendAsync_ManyAtOnce_EachGetsItsOwnReplyOverOneConnection()
    {
        _node.Intercept = command => new FakeNode.Instead.Send($"+{command[1]}\r\n");

        var replies = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => Task.Run(() => Send(_connection, $"{i}"))));

        replies.Select(outcome => outcome.Reply.Text).ShouldBe(Enumerable.Range(0, 500).Select(i => $"{i}"));
        _node.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task SendAsync_LargestValueBetweenSmallOnes_ArrivesWhole()
    {
        var value = new byte[16 * 1024 * 1024];
        new Random(1).NextBytes(value);

        var before = _connection.SendAsync(new Words("DC.SET", "small", "1"), Timeout);
        var stored = await _connection.SendAsync(new Store("large", value), Timeout);
        var read = await _connection.SendAsync(new Words("DC.GET", "large"), Timeout);

        (await before).Reply.Items[0].Number.ShouldBe(1);
        stored.Reply.Items[0].Number.ShouldBe(1);
        read.Reply.Items[0].Bytes.Span.SequenceEqual(value).ShouldBeTrue();
    }

    [Fact]
    public async Task SendAsync_NobodyListens_IsNotSentAndThenRefusedUntilTheBackOffIsOver()
    {
        await using var connection = Connect(FreePort(), _clock);

        (await Send(connection, "a")).ShouldBe(NodeOutcome.NotSent(NoReplyReason.Refused));
        Send(connection, "b").IsCompleted.ShouldBeTrue("within the back-off no attempt is made");
        _clock.Advance(TimeSpan.FromSeconds(1));
        var attempt = Send(connection, "c");

        (await attempt).ShouldBe(NodeOutcome.NotSent(NoReplyReason.Refused));
    }

    [Fact]
    public async Task SendAsync_NodeHangsUpWithoutAnswer_IsUnknownAndTheNextCommandConnectsAnew()
    {
        (await Send(_connection, "first")).Kind.ShouldBe(NodeOutcomeKind.Reply);
        _node.Intercept = _ => new FakeNode.Instead.Hangup();

        var outcome = await Send(_connection, "a");
        _node.Intercept = _ => null;

        outcome.ShouldBe(NodeOutcome.Unknown(NoReplyReason.ConnectionLost));
        (await Send(_connection, "b")).Kind.ShouldBe(NodeOutcomeKind.Reply);
        _node.Connections.ShouldBe(2);
    }

    [Fact]
    public async Task SendAsync_NoAnswerInTime_IsUnknownAndALateReplyIsNotTakenForTheNextOne()
    {
        await using var connection = Connect(_node.Port, _clock);
        _node.Intercept = command => command[1] == "slow" ? new FakeNode.Instead.Silence() : new FakeNode.Instead.Send($"+late\r\n+{command[1]}\r\n");
        var slow = Send(connection, "slow");
        await _node.CommandCameAsync();

        _clock.Advance(Timeout);

        (await slow).ShouldBe(NodeOutcome.Unknown(NoReplyReason.TimedOut));
        (await Send(connection, "next")).Reply.Text.ShouldBe("next");
    }

    [Fact]
    public async Task SendAsync_NodeSilentForLong_GivesTheConnectionUp()
    {
        await using var connection = Connect(_node.Port, _clock);
        _node.Intercept = _ => new FakeNode.Instead.Silence();
        var first = Send(connection, "a");
        await _node.CommandCameAsync();
        _clock.Advance(Timeout);
        await first;
        var second = Send(connection, "b");
        await _node.CommandCameAsync();

        _clock.Advance(TimeSpan.FromSeconds(4.9));
        second.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(0.2));

        (await second).Kind.ShouldBe(NodeOutcomeKind.Unknown);
    }

    [Theory]
    [InlineData("what?\r\n")]
    [InlineData("+one\r\n+unasked\r\n")]
    public async Task SendAsync_NodeSendsWhatIsNoReply_GivesTheConnectionUpAndConnectsAnew(string wire)
    {
        _node.Intercept = _ => new FakeNode.Instead.Send(wire);
        await Send(_connection, "a");
        _node.Intercept = command => new FakeNode.Instead.Send($"+{command[1]}\r\n");

        NodeOutcome outcome;
        do
        {
            outcome = await Send(_connection, "b");
        }
        while (outcome.Kind != NodeOutcomeKind.Reply);

        outcome.Reply.Text.ShouldBe("b");
        _node.Connections.ShouldBe(2);
    }

    [Fact]
    public async Task SendAsync_LineIsFull_IsRefusedAtOnceAndTheOthersAreAnswered()
    {
        _node.Intercept = _ => new FakeNode.Instead.Silence();
        var waiting = Enumerable.Range(0, NodeConnection.LineMax).Select(_ => Send(_connection, "a")).ToList();

        (await Send(_connection, "one too many")).ShouldBe(NodeOutcome.NotSent(NoReplyReason.Overloaded));
        await _connection.DisposeAsync();

        (await Task.WhenAll(waiting)).ShouldAllBe(outcome => outcome.Kind != NodeOutcomeKind.Reply);
    }

    [Fact]
    public async Task DisposeAsync_CommandsWaiting_AreToldAndLaterOnesRefused()
    {
        _node.Intercept = _ => new FakeNode.Instead.Silence();
        var waiting = Send(_connection, "a");
        await _node.CommandCameAsync();

        await _connection.DisposeAsync();

        (await waiting).ShouldBe(NodeOutcome.Unknown(NoReplyReason.Closed));
        (await Send(_connection, "b")).ShouldBe(NodeOutcome.NotSent(NoReplyReason.Closed));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no such host.invalid")]
    public async Task SendAsync_HostThatIsNone_IsNotSent(string host)
    {
        await using var connection = new NodeConnection(host, 1, TimeProvider.System, NullLogger<NodeConnection>.Instance);

        (await Send(connection, "a")).Kind.ShouldBe(NodeOutcomeKind.NotSent);
    }

    private static NodeConnection Connect(int port, TimeProvider clock) => new("127.0.0.1", port, clock, NullLogger<NodeConnection>.Instance);

    private static async Task<NodeOutcome> Send(NodeConnection connection, string word) =>
        await connection.SendAsync(new Words("PING", word), Timeout);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Words(params string[] words) : INodeCommand
    {
        public void WriteTo(CommandBuffer buffer)
        {
            buffer.Begin(words.Length);
            foreach (var word in words)
            {
                buffer.Argument(word);
            }
        }
    }

    private sealed class Store(string key, byte[] value) : INodeCommand
    {
        public void WriteTo(CommandBuffer buffer)
        {
            buffer.Begin(3);
            buffer.Argument("DC.SET"u8);
            buffer.Argument(key);
            buffer.Value(value);
        }
    }
}
