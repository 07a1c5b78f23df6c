namespace DistCache.Master.Nodes;

/// <summary>A command for a node, as a value that writes itself.</summary>
/// <remarks>Implemented by small structs, so that a request costs neither a closure nor a buffer of its own.</remarks>
public interface INodeCommand
{
    /// <summary>Called once, at once; must not fail.</summary>
    void WriteTo(CommandBuffer buffer);
}
