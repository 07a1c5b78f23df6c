using DistCache.Core.Membership;

namespace DistCache.Core.Leading.Watching;

/// <summary>Judges silence. Owns no timer, socket or thread, and proves nothing: a silent process may still run and serve.</summary>
public sealed class SilenceDetector(TimeSpan suspectAfter, TimeSpan silentAfter)
{
    public NodeHealth Judge(TimeSpan silence) =>
        silence >= silentAfter ? NodeHealth.Silent
        : silence >= suspectAfter ? NodeHealth.Suspect
        : NodeHealth.Alive;
}
