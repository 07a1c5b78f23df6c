using DistCache.Core.Topology;

namespace DistCache.Core.Coordination;

/// <summary>Where each thing stands in the coordinator.</summary>
public static class DocumentNames
{
    /// <summary>The topology record, as <see cref="TopologyCodec"/> writes it.</summary>
    public const string Topology = "topology";

    /// <summary>One document a registered node, by its id, as JSON; stays when the node dies.</summary>
    public const string NodesFolder = "nodes";

    /// <summary>One ephemeral document a living master, by its id, as JSON.</summary>
    public const string MastersFolder = "masters";

    public static string Node(NodeId id) => $"{NodesFolder}/{id}";

    public static string Master(string id) => $"{MastersFolder}/{id}";
}
