using DistCache.Core.Membership;
using DistCache.Core.Topology;

namespace DistCache.Core.Leading.Deciding;

/// <summary>What the leader goes by about one registered node.</summary>
/// <param name="Member">The run of it that is registered now.</param>
/// <param name="Health">Of that run, by this master's own probes.</param>
/// <param name="GoneFor">Time since the end of that run was proven; zero where it was not.</param>
public sealed record NodeFact(Member Member, NodeHealth Health, TimeSpan GoneFor);
