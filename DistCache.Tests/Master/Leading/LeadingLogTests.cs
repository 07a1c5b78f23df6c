using DistCache.Core.Leading;
using DistCache.Core.Membership;
using DistCache.Core.Topology;
using DistCache.Master.Leading;
using Microsoft.Extensions.Logging;

namespace DistCache.Tests.Master.Leading;

public sealed class LeadingLogTests
{
    private static readonly MemberKey Node = new(new NodeId("node-1"), new Incarnation(5));

    private readonly CollectedLog _lines = new();
    private readonly LeadingLog _log;

    public LeadingLogTests() => _log = new LeadingLog(_lines);

    [Theory]
    [InlineData(NodeHealth.Unknown, NodeHealth.Alive, "Information: Node node-1#5 is alive.")]
    [InlineData(NodeHealth.Unknown, NodeHealth.Gone, "Warning: Node node-1#5 is gone.")]
    [InlineData(NodeHealth.Alive, NodeHealth.Suspect, "Information: Node node-1#5 was alive and is suspect.")]
    [InlineData(NodeHealth.Suspect, NodeHealth.Silent, "Warning: Node node-1#5 was suspect and is silent.")]
    [InlineData(NodeHealth.Silent, NodeHealth.Alive, "Information: Node node-1#5 was silent and is alive.")]
    public void Report_Health_IsOneLineInTheWordsOfTheApi(NodeHealth before, NodeHealth after, string line)
    {
        _log.Report(new MasterEffect.ReportHealth(Node, before, after));

        _lines.ShouldBe([line]);
    }

    private sealed class CollectedLog : List<string>, ILogger<LeadingLog>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Add($"{logLevel}: {formatter(state, exception)}");
    }
}
