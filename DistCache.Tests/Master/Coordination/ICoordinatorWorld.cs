using DistCache.Core.Coordination;

namespace DistCache.Tests.Master.Coordination;

/// <summary>
/// One store, the sessions on it and the time they live in: what an implementation brings to be judged by the
/// <see cref="CoordinatorContract"/>. Time may be simulated or real.
/// </summary>
public interface ICoordinatorWorld : IAsyncDisposable
{
    TimeSpan SessionTimeout { get; }

    /// <summary>Begins a session, as a process of its own would. The world disposes of it in the end.</summary>
    Task<ICoordinator> OpenAsync();

    /// <summary>Lets time pass for all that are not paused. Sessions that can renew themselves in this time have done so when it returns.</summary>
    Task AdvanceAsync(TimeSpan by);

    /// <summary>Stops a session's process: it does nothing by itself while time passes for the others. Its methods are not to be called.</summary>
    void Pause(ICoordinator session);

    /// <summary>Lets a paused process go on.</summary>
    Task ResumeAsync(ICoordinator session);

    /// <summary>Keeps the store from taking changes of anyone until the answer is disposed of.</summary>
    Task<IAsyncDisposable> CutOffAsync();
}
