using System.Security.Cryptography;
using System.Text;
using DistCache.Core.Topology;

namespace DistCache.Node.Routing;

/// <summary>The 40 hex digits that Redis clients want a node's name to be: SHA-1 of cluster and node id, so the same at every node and after every restart.</summary>
public static class RedisNodeId
{
#pragma warning disable CA5350 // It names and protects nothing; clients expect the length of SHA-1.
    public static string Of(string clusterId, NodeId id) => Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes($"{clusterId}/{id}")));
#pragma warning restore CA5350
}
