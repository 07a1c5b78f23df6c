using System.Text;
using DistCache.Core.Coordination;

namespace DistCache.Tests.Master.Coordination.Sqlite;

/// <summary>All that <see cref="CoordinatorWorker"/>s have said was acknowledged, to be compared with the store.</summary>
internal sealed class AcknowledgedWork
{
    private readonly SortedDictionary<long, string> _terms = [];
    private readonly SortedDictionary<long, long> _decisions = [];
    private readonly HashSet<long> _counts = [];
    private readonly List<string> _logged = [];
    private readonly List<string> _faults = [];
    private int _joined;
    private int _unknown;

    public long Term { get; private set; }

    public string? Leader { get; private set; }

    public void Take(string line)
    {
        switch (line.Split(' '))
        {
            case ["leads", var term, var name]:
                Require(_terms.TryAdd(long.Parse(term), name), line);
                if (long.Parse(term) > Term)
                {
                    (Term, Leader) = (long.Parse(term), name);
                }

                break;
            case ["decided", var version, var term]:
                Require(_decisions.TryAdd(long.Parse(version), long.Parse(term)), line);
                break;
            case ["counted", var version]:
                Require(_counts.Add(long.Parse(version)), line);
                break;
            case ["logged", var document]:
                _logged.Add(document);
                break;
            case ["joined", _]:
                _joined++;
                break;
            case ["unknown", _]:
                _unknown++;
                break;
            case ["ended", _]:
                break;
            default:
                _faults.Add(line);
                break;
        }
    }

    public void Check(Dictionary<string, Document> documents, Dictionary<string, string> logged, int started, string when)
    {
        _faults.ShouldBeEmpty(when);
        _logged.Where(name => !logged.TryGetValue(name, out var text) || text != name).ShouldBeEmpty($"{when}: acknowledged, not in the store");
        CheckVersions("counter", documents, _counts, started, when);
        CheckVersions("term", documents, _terms.Keys, started, when);
        CheckVersions("decision", documents, _decisions.Keys, started, when);
        Encoding.UTF8.GetString(documents["counter"].Content.Span).ShouldBe($"{documents["counter"].Version}", $"{when}: each version counts one");
        _decisions.Values.ShouldBe(_decisions.Values.Order(), ignoreOrder: false, $"{when}: decisions of a term after those of a later one");
    }

    public override string ToString() =>
        $"acknowledged: {_counts.Count} counts, {_logged.Count} documents, {_terms.Count} terms, {_decisions.Count} decisions, {_joined} ephemeral documents; {_unknown} not known";

    /// <summary>The store is at or after what was acknowledged, and each process can have died with one write made and not said.</summary>
    private void CheckVersions(string name, Dictionary<string, Document> documents, IReadOnlyCollection<long> said, int started, string when)
    {
        var version = documents[name].Version;
        said.Max().ShouldBeLessThanOrEqualTo(version, $"{when}: {name} has lost an acknowledged version");
        (version - said.Count).ShouldBeInRange(0, started + _unknown, $"{when}: {name} has versions that nobody made");
    }

    private void Require(bool isNew, string line)
    {
        if (!isNew)
        {
            _faults.Add($"acknowledged twice: {line}");
        }
    }
}
