using System.Text;
using DistCache.Core.Protocol;
using DistCache.Core.Topology;
using DistCache.Node.Commands;
using DistCache.Node.Hosting;
using DistCache.Node.Routing;
using DistCache.Node.Serving;
using DistCache.Node.Sessions;
using DistCache.Node.Storage;
using DistCache.Node.Storage.Managed;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DistCache.Tests.Node.Commands;

/// <summary>Dispatcher and request loop without a socket.</summary>
public sealed class CommandDispatcherTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly CommandStatistics _statistics = new();
    private readonly CommandTable _table;
    private readonly ClientSession _session = new(1, "", "", DateTimeOffset.UnixEpoch);
    private readonly RespWriter _reply = new() { LimitBytes = 1000 };
    private readonly RequestLoop _loop;

    public CommandDispatcherTests()
    {
        _table = new CommandTable(
        [
            new("fail", -1, CommandFlags.None, KeyPositions.None, Fail),
            new("large", 1, CommandFlags.None, KeyPositions.None, (in context) => context.Reply.BulkString(new byte[2000])),
            new("key", -2, CommandFlags.None, KeyPositions.All, (in context) => context.Reply.Integer(context.Slot.Value)),
            new SubcommandSet("parts", [new("of", 3, "<key>", "", (in context) => context.Reply.Integer(context.Slot.Value))])
                .ToDefinition(CommandFlags.None, new KeyPositions(2, 2, 1)),
            new("optional", -1, CommandFlags.None, KeyPositions.None, (in context) => context.Reply.Ok()) { Subcommands = new SubcommandSet("optional", []) },
            new("now", 1, CommandFlags.None, KeyPositions.None, (in context) => context.Reply.Integer(context.NowMs)),
        ]);
        var self = new Member(new NodeId("a"), new Incarnation(1), "h", 1, 1);
        var topology = new NodeTopology(NodeServices.StandaloneTopology(self), self.Key, new ManagedEntryStore(new StoreOptions(), new Random(1)));
        var dispatcher = new CommandDispatcher(_table, topology, _statistics, 10, NullLogger<CommandDispatcher>.Instance);
        _loop = new RequestLoop(_session, dispatcher, _statistics, new RequestLimits(), _clock);
    }

    [Fact]
    public void Handler_Throws_IsAnInternalErrorAndTheNextCommandRuns()
    {
        Run("FAIL\r\nKEY foo\r\n").ShouldBe("-ERR internal error\r\n:12182\r\n");
        _statistics.Of(0).Failures.ShouldBe(1);
        _session.CloseAfterReply.ShouldBeFalse();
    }

    [Fact]
    public void Reply_OverTheLimit_IsAnErrorAndTheNextCommandRuns() =>
        Run("LARGE\r\nKEY foo\r\n").ShouldBe("-ERR the reply is larger than 1000 bytes\r\n:12182\r\n");

    [Theory]
    [InlineData("KEY 0123456789", ":7256\r\n")]
    [InlineData("KEY 0123456789x", "-ERR key is longer than 10 bytes\r\n")]
    [InlineData("KEY \"\"", "-ERR key is empty: a key has 1 to 10 bytes\r\n")]
    [InlineData("KEY {a}1 {a}2 {a}3", ":15495\r\n")]
    [InlineData("KEY {a}1 {a}2 b", "-CROSSSLOT Keys in request don't hash to the same slot\r\n")]
    [InlineData("kEy", "-ERR wrong number of arguments for 'key' command\r\n")]
    public void Keys_AreCheckedBeforeTheCommandRuns(string request, string answer) => Run(request + "\r\n").ShouldBe(answer);

    [Theory]
    [InlineData("PARTS OF foo", ":12182\r\n")]
    [InlineData("OPTIONAL", "+OK\r\n")]
    [InlineData("PARTS OF", "-ERR wrong number of arguments for 'parts|of' command\r\n")]
    [InlineData("PARTS OF 0123456789x", "-ERR key is longer than 10 bytes\r\n")]
    [InlineData("PARTS nothing 0123456789x", "-ERR unknown subcommand 'nothing'. Try PARTS HELP.\r\n")]
    [InlineData("PARTS HELP 0123456789x", "-ERR wrong number of arguments for 'parts|help' command\r\n")]
    public void KeysOfASubcommand_AreCheckedWhereItHasAny(string request, string answer) => Run(request + "\r\n").ShouldBe(answer);

    [Fact]
    public void Run_MoreThanATurn_YieldsAndGoesOnWhereItStopped()
    {
        var requests = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat("NOW\r\n", RequestLoop.TurnRequestsMax + 5)));
        var unlimited = new RespWriter();

        _loop.Run(requests, unlimited, out var consumed).ShouldBe(TurnOutcome.Yield);
        consumed.ShouldBe(5 * RequestLoop.TurnRequestsMax);
        _loop.Run(requests.AsSpan(consumed), unlimited, out consumed).ShouldBe(TurnOutcome.NeedsInput);
        consumed.ShouldBe(25);
    }

    [Fact]
    public void Run_RequestInPieces_KeepsWhatIsMissingItsEnd()
    {
        var bytes = "*2\r\n$3\r\nKEY\r\n$3\r\nfoo\r\n"u8.ToArray();
        for (var split = 1; split < bytes.Length; split++)
        {
            _reply.Clear();
            _loop.Run(bytes.AsSpan(0, split), _reply, out var consumed).ShouldBe(TurnOutcome.NeedsInput);
            _session.PendingBytes.ShouldBe(split - consumed);
            _loop.Run(bytes.AsSpan(consumed), _reply, out _).ShouldBe(TurnOutcome.NeedsInput);
            Encoding.Latin1.GetString(_reply.Written.Span).ShouldBe(":12182\r\n", $"split at {split}");
        }
    }

    [Fact]
    public void Run_ManyRequests_AllocatesNothing()
    {
        var requests = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat("*2\r\n$3\r\nKEY\r\n$3\r\nfoo\r\n", 50)));
        _loop.Run(requests, _reply, out _);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            _reply.Clear();
            _loop.Run(requests, _reply, out _);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Table_TwoOfOneName_Throws() => Should.Throw<ArgumentException>(() => new CommandTable([_table[0], _table[0]]));

    private static void Fail(in CommandContext context)
    {
        context.Reply.Array(3);
        throw new InvalidOperationException("a bug");
    }

    private string Run(string requests)
    {
        _loop.Run(Encoding.Latin1.GetBytes(requests), _reply, out _);
        return Encoding.Latin1.GetString(_reply.Written.Span);
    }
}
