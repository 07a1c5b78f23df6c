using DistCache.Core.Coordination;

namespace DistCache.Master.Leading;

/// <summary>Makes one conditional write within a time limit. What is not known to have happened is <see cref="WriteOutcome.Unknown"/>.</summary>
public sealed class CoordinatorWriter(ICoordinator coordinator, TimeProvider time)
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5);

    public async Task<WriteResult> WriteAsync(DocumentWrite write, CancellationToken stopping)
    {
        using var limit = new CancellationTokenSource(AnswerWithin, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            return await coordinator.WriteAsync(write, both.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            return new WriteResult(WriteOutcome.Unknown);
        }
    }
}
