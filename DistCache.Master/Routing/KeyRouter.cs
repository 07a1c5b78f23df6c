using DistCache.Core.Hashing;
using DistCache.Core.Protocol;
using DistCache.Core.Topology;
using DistCache.Master.Nodes;

namespace DistCache.Master.Routing;

/// <summary>Sends a command to the primary of its slot, following it where it moves to.</summary>
/// <remarks>
/// What is known not to have been carried out (never sent, redirected) is tried again, a change too, within the request's time. A read
/// is repeated whatever became of it. A change that was sent and has no answer is never repeated: it may have been made.
/// </remarks>
public sealed class KeyRouter(RouteTables tables, ITopologySource topologies, MasterOptions options, TimeProvider clock)
{
    /// <summary>Redirections of one command; more than two in a row mean nodes that disagree.</summary>
    private const int HopsMax = 5;

    /// <summary>How long a command waits at a time for a topology that says more.</summary>
    private static readonly TimeSpan TopologyWait = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// How long a command waits in all for its slot to have a primary that serves it: one that takes no connection may come back or be
    /// replaced, this master may not have read the topology yet, the node may not have been sent it.
    /// </summary>
    private static readonly TimeSpan PrimaryWait = TimeSpan.FromSeconds(1);

    /// <param name="command">Written anew for each attempt.</param>
    /// <param name="slot">The slot of its key.</param>
    /// <param name="isRead">Whether it changes nothing and so may be repeated.</param>
    public async ValueTask<RoutedReply> SendAsync<TCommand>(TCommand command, SlotId slot, bool isRead)
        where TCommand : INodeCommand
    {
        var start = clock.GetTimestamp();
        var hops = 0;
        var table = tables.Current;
        var index = table.Topology[slot].PrimaryIndex;
        while (true)
        {
            if (index < 0)
            {
                if (clock.GetElapsedTime(start) >= PrimaryWait)
                {
                    return new RoutedReply(RouteOutcome.NoPrimary, null, table.Topology.Epoch);
                }

                await WaitForNewerAsync(table.Topology.Epoch);
            }
            else
            {
                var outcome = await table.ConnectionOf(index).SendAsync(command, options.RequestTimeout - clock.GetElapsedTime(start));
                if (hops < HopsMax && clock.GetElapsedTime(start) < options.RequestTimeout && RedirectError.TryParse(outcome, out var host, out var port))
                {
                    index = await FollowAsync(table, table.IndexOfAddress(host, port), ++hops);
                }
                else if (MayRetry(outcome, isRead, clock.GetElapsedTime(start)))
                {
                    index = await WaitForNewerAsync(table.Topology.Epoch) ? -1 : index;
                }
                else
                {
                    return new RoutedReply(Judge(outcome, isRead), table.Topology.Members[index], table.Topology.Epoch, outcome.Reply);
                }
            }

            if (index < 0)
            {
                table = tables.Current;
                index = table.Topology[slot].PrimaryIndex;
            }
        }
    }

    /// <summary>The member a redirection leads to: the one it names, or -1 to ask the topology, after a short wait for a newer one.</summary>
    private async ValueTask<int> FollowAsync(RouteTable table, int named, int hop)
    {
        var isFirst = hop == 1;
        if (isFirst && named >= 0)
        {
            return named;
        }

        return await WaitForNewerAsync(table.Topology.Epoch) ? -1 : named;
    }

    private bool MayRetry(in NodeOutcome outcome, bool isRead, TimeSpan elapsed) => outcome switch
    {
        { Kind: NodeOutcomeKind.Reply } => MayServeSoon(outcome.Reply) && elapsed < PrimaryWait && elapsed < options.RequestTimeout,
        { Reason: NoReplyReason.Overloaded or NoReplyReason.Closed } => false,
        { Kind: NodeOutcomeKind.NotSent } => elapsed < PrimaryWait && elapsed < options.RequestTimeout,
        _ => isRead && outcome.Reason != NoReplyReason.TimedOut && elapsed < options.RequestTimeout,
    };

    private static RouteOutcome Judge(in NodeOutcome outcome, bool isRead) => outcome switch
    {
        { Kind: NodeOutcomeKind.Reply } => JudgeReply(outcome.Reply),
        { Reason: NoReplyReason.Overloaded } => RouteOutcome.Overloaded,
        { Kind: NodeOutcomeKind.NotSent } => RouteOutcome.Unreachable,
        _ => isRead ? RouteOutcome.TimedOut : RouteOutcome.Unknown,
    };

    private static RouteOutcome JudgeReply(in RespReply reply)
    {
        if (!reply.IsError)
        {
            return RouteOutcome.Answered;
        }

        var text = reply.Bytes.Span;
        return MayServeSoon(reply) || text.StartsWith("MOVED"u8) || text.StartsWith("READONLY"u8) ? RouteOutcome.NoPrimary
            : text.StartsWith("OOM"u8) ? RouteOutcome.OutOfMemory
            : RouteOutcome.Failed;
    }

    /// <summary>Whether the node refused for now: it has not been sent the topology yet, or is busy with the slot.</summary>
    private static bool MayServeSoon(in RespReply reply)
    {
        var text = reply.Bytes.Span;
        return reply.IsError && (text.StartsWith("CLUSTERDOWN"u8) || text.StartsWith("TRYAGAIN"u8) || text.StartsWith("LOADING"u8));
    }

    private async ValueTask<bool> WaitForNewerAsync(Epoch seen)
    {
        using var limit = new CancellationTokenSource(TopologyWait, clock);
        try
        {
            await topologies.NewerThanAsync(seen, limit.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
