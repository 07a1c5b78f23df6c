using System.Collections.Concurrent;
using DistCache.Core.Membership;

namespace DistCache.Master.Leading;

/// <summary>Registrations that wait for the control's answer.</summary>
public sealed class PendingRegistrations
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource<RegistrationResult>> _pending = new();
    private long _number;

    public long Open(out Task<RegistrationResult> answer)
    {
        var source = new TaskCompletionSource<RegistrationResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var number = Interlocked.Increment(ref _number);
        _pending[number] = source;
        answer = source.Task;
        return number;
    }

    public void Answer(long number, RegistrationResult result)
    {
        if (_pending.TryRemove(number, out var source))
        {
            source.SetResult(result);
        }
    }

    /// <summary>Nobody waits for it any more.</summary>
    public void Drop(long number) => _pending.TryRemove(number, out _);
}
