namespace DistCache.Core.Leading.Deciding;

/// <summary>Why the leader changes the topology, or why it does not.</summary>
public enum DecisionCause
{
    /// <summary>The first topology was made.</summary>
    Formed,

    /// <summary>A living node was listed as a member.</summary>
    Joined,

    /// <summary>A node runs anew: its slots, lost with its earlier run, are its own again and empty.</summary>
    Restarted,

    /// <summary>Every node that held slots ended: all slots, lost with them, were shared out anew.</summary>
    RestartedWhole,

    /// <summary>A node ended and did not come back in time: its slots are lost and were given to others.</summary>
    NotRecovered,

    /// <summary>Slots that nobody owned were given out.</summary>
    Filled,

    /// <summary>A member that holds no slot and whose process has ended was taken off the list.</summary>
    Left,

    /// <summary>Nothing changes: every node that held slots ended, and enough nodes to share them out among are waited for.</summary>
    AwaitingNodes,

    /// <summary>Nothing changes: a node ended, and its next run is waited for.</summary>
    AwaitingRecovery,

    /// <summary>Nothing changes: a node is silent, and as the only copy of its slots it may still be serving them.</summary>
    AwaitingSilentNode,

    /// <summary>Nothing changes: more than half of the nodes fell silent, so it may be this master that is cut off.</summary>
    SelfDoubt,
}
