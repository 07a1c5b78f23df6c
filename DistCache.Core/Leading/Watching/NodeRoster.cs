using System.Collections.Immutable;
using DistCache.Core.Leading.Coordinated;
using DistCache.Core.Leading.Deciding;
using DistCache.Core.Membership;
using DistCache.Core.Topology;

namespace DistCache.Core.Leading.Watching;

/// <summary>The registered nodes as one master knows them: their documents, its probes of them, and who lacks the topology.</summary>
internal sealed class NodeRoster(LeadingOptions options, Random random, List<MasterEffect> effects)
{
    private readonly SilenceDetector _detector = new(options.SuspectAfter, options.SilentAfter);
    private readonly SortedDictionary<NodeId, Entry> _entries = [];

    /// <summary>When a node was last seen to register for the first time, or as a new run.</summary>
    public TimeSpan ChangedAt { get; private set; }

    public IEnumerable<NodeWatch> Watches => _entries.Values.Select(entry => entry.Watch);

    public NodeDocument? DocumentOf(string id) =>
        _entries.TryGetValue(new NodeId(id), out var entry) ? new NodeDocument(entry.Version, entry.Watch.Member) : null;

    /// <summary>Takes the list of all documents as it stands in the coordinator.</summary>
    public void Replace(TimeSpan now, ImmutableArray<NodeDocument> documents)
    {
        var listed = documents.Select(document => document.Member.Id).ToHashSet();
        foreach (var entry in _entries.Values.Where(entry => !listed.Contains(entry.Watch.Member.Id)).ToArray())
        {
            _entries.Remove(entry.Watch.Member.Id);
            effects.Add(new MasterEffect.Forget(entry.Watch.Member));
        }

        foreach (var document in documents)
        {
            Learn(now, document);
        }
    }

    /// <summary>Takes one document, unless a later run of the node is known already: lists may be read late.</summary>
    public void Learn(TimeSpan now, NodeDocument document)
    {
        var member = document.Member;
        if (_entries.TryGetValue(member.Id, out var known))
        {
            if (known.Watch.Member.Incarnation == member.Incarnation)
            {
                _entries[member.Id] = known with { Version = Math.Max(known.Version, document.Version) };
            }

            if (!member.Incarnation.Supersedes(known.Watch.Member.Incarnation))
            {
                return;
            }

            effects.Add(new MasterEffect.Forget(known.Watch.Member));
        }

        _entries[member.Id] = new Entry(document.Version, new NodeWatch(member, now));
        ChangedAt = now;
    }

    /// <summary>The watch of that run, or null where it is not the registered one any more.</summary>
    public NodeWatch? WatchOf(MemberKey key) =>
        _entries.TryGetValue(key.Id, out var entry) && entry.Watch.Member.Key == key ? entry.Watch : null;

    /// <summary>Judges every node's silence, and probes those that are due.</summary>
    public void Tick(TimeSpan now)
    {
        foreach (var entry in _entries.Values)
        {
            var watch = entry.Watch;
            Reporting(watch, () => watch.Judge(now, _detector));
            if (!watch.IsProbing && watch.NextProbeAt <= now)
            {
                watch.NextProbeAt = now + WithJitter(options.ProbeInterval);
                watch.Probed();
                effects.Add(new MasterEffect.Probe(watch.Member));
            }
        }
    }

    /// <summary>Changes what is known of a node by <paramref name="change"/>, and reports it where its health becomes another.</summary>
    public void Reporting(NodeWatch watch, Action change)
    {
        var before = watch.Health;
        change();
        if (watch.Health != before)
        {
            effects.Add(new MasterEffect.ReportHealth(watch.Member.Key, before, watch.Health));
        }
    }

    /// <summary>Sends the topology to every living node that is not known to have it.</summary>
    public void Send(TimeSpan now, ClusterTopology topology)
    {
        foreach (var entry in _entries.Values)
        {
            var watch = entry.Watch;
            var isDue = watch.NextSendAt <= now || topology.Epoch.Supersedes(watch.SentEpoch);
            if (!watch.IsSending && isDue && watch.Health == NodeHealth.Alive && topology.Epoch.Supersedes(watch.KnownEpoch))
            {
                watch.NextSendAt = now + options.ProbeInterval;
                watch.Sending(topology.Epoch);
                effects.Add(new MasterEffect.SendTopology(watch.Member, topology));
            }
        }
    }

    public ImmutableArray<NodeFact> Facts(TimeSpan now) =>
        [.. Watches.Select(watch => new NodeFact(watch.Member, watch.Health, watch.GoneFor(now)))];

    /// <summary>Up to a tenth off, so that masters that started together do not probe in step for ever.</summary>
    private TimeSpan WithJitter(TimeSpan interval) => interval * (0.95 + (0.1 * random.NextDouble()));

    private sealed record Entry(long Version, NodeWatch Watch);
}
