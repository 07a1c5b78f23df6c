using DistCache.Node.Hosting;

namespace DistCache.Node.Registering;

/// <summary>Whether a master has taken this node in.</summary>
public sealed class RegistrationState(NodeOptions options)
{
    private readonly TaskCompletionSource _registered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Always true for a node without masters.</summary>
    public bool IsRegistered => options.IsStandalone || _registered.Task.IsCompleted;

    /// <summary>Why it is not, as far as is known.</summary>
    public string Reason { get; set; } = "no master has been reached yet";

    /// <summary>Completes with the first registration.</summary>
    public Task Registered => _registered.Task;

    public void SetRegistered() => _registered.TrySetResult();
}
