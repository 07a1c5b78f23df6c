using DistCache.Core.Membership;
using DistCache.Core.Topology;

namespace DistCache.Core.Leading.Watching;

/// <summary>What one master's probes of one run of a node tell. Times are of the master's <see cref="AwakeClock"/>.</summary>
/// <remarks>
/// States: unknown until the first answer, for no longer than an answer may be missing; alive, suspect, silent by how long ago the last one was; gone once the end of the
/// process was proven, which is for good, as the next process is another run. Proof is that its host refuses the connection, or that a
/// later run answers in its place, <see cref="ProofsNeeded"/> times without an answer of its own between them.
/// </remarks>
public sealed class NodeWatch(Member member, TimeSpan since)
{
    /// <summary>One refusal may be an unlucky moment of a listener; two in a row, a probe apart, are not.</summary>
    public const int ProofsNeeded = 2;

    private TimeSpan _lastHeardAt = since;
    private TimeSpan _goneAt;
    private int _proofs;
    private bool _hasAnswered;

    public Member Member { get; } = member;

    /// <summary>Its last answer; null before the first.</summary>
    public NodeStatus? Status { get; private set; }

    /// <summary>The latest topology that it is known to have.</summary>
    public Epoch KnownEpoch { get; private set; }

    public NodeHealth Health { get; private set; } = NodeHealth.Unknown;

    /// <summary>When <see cref="Health"/> became what it is.</summary>
    public TimeSpan HealthSince { get; private set; } = since;

    /// <summary>Whether a probe is under way.</summary>
    public bool IsProbing { get; private set; }

    /// <summary>Whether a topology is being sent.</summary>
    public bool IsSending { get; private set; }

    /// <summary>Epoch of the topology that was sent last, whether or not it arrived.</summary>
    public Epoch SentEpoch { get; private set; }

    public TimeSpan NextProbeAt { get; set; } = since;

    /// <summary>When a topology may be sent again that was sent before.</summary>
    public TimeSpan NextSendAt { get; set; } = since;

    public TimeSpan GoneFor(TimeSpan now) => Health == NodeHealth.Gone ? now - _goneAt : TimeSpan.Zero;

    public void Probed() => IsProbing = true;

    public void Answered(TimeSpan now, NodeStatus status)
    {
        IsProbing = false;
        if (status.Incarnation != Member.Incarnation)
        {
            if (status.Incarnation.Supersedes(Member.Incarnation))
            {
                CountProof(now);
            }

            return;
        }

        _lastHeardAt = now;
        _hasAnswered = true;
        _proofs = 0;
        Status = status;
        SawEpoch(status.TopologyEpoch);
        Become(now, NodeHealth.Alive);
    }

    public void Refused(TimeSpan now)
    {
        IsProbing = false;
        CountProof(now);
    }

    public void TimedOut() => IsProbing = false;

    public void Sending(Epoch epoch)
    {
        IsSending = true;
        SentEpoch = epoch;
    }

    /// <param name="has">Epoch of the topology that it goes by now, as far as it said so.</param>
    public void Sent(Epoch has)
    {
        IsSending = false;
        SawEpoch(has);
    }

    /// <summary>Takes account of the time that has passed in silence.</summary>
    public void Judge(TimeSpan now, SilenceDetector detector)
    {
        if (Health == NodeHealth.Gone)
        {
            return;
        }

        var health = detector.Judge(now - _lastHeardAt);
        Become(now, health == NodeHealth.Alive && !_hasAnswered ? NodeHealth.Unknown : health);
    }

    private void SawEpoch(Epoch epoch) => KnownEpoch = epoch.Supersedes(KnownEpoch) ? epoch : KnownEpoch;

    private void CountProof(TimeSpan now)
    {
        _proofs++;
        if (_proofs >= ProofsNeeded && Health != NodeHealth.Gone)
        {
            _goneAt = now;
            Become(now, NodeHealth.Gone);
        }
    }

    private void Become(TimeSpan now, NodeHealth health)
    {
        if (Health != health)
        {
            Health = health;
            HealthSince = now;
        }
    }
}
