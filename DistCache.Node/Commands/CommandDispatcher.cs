using DistCache.Core.Hashing;
using DistCache.Core.Protocol;
using DistCache.Node.Routing;
using DistCache.Node.Sessions;

namespace DistCache.Node.Commands;

/// <summary>Takes a request to its command's handler, or says why not. Thread-safe.</summary>
public sealed partial class CommandDispatcher(
    CommandTable table, NodeTopology topology, CommandStatistics statistics, int keyBytesMax, ILogger<CommandDispatcher> log)
{
    /// <summary>Runs one request; writes exactly one reply.</summary>
    /// <param name="arguments">The request.</param>
    /// <param name="session">Whose it is.</param>
    /// <param name="reply">Where the answer goes.</param>
    /// <param name="nowMs">Unix time in milliseconds.</param>
    /// <returns>Index of the command that ran; -1: none did.</returns>
    public int Execute(in CommandArguments arguments, ClientSession session, RespWriter reply, long nowMs)
    {
        var index = table.IndexOf(arguments[0]);
        if (index < 0)
        {
            RefuseUnknown(arguments, session, reply);
            return -1;
        }

        var command = table[index];
        if (!command.AcceptsCount(arguments.Count))
        {
            statistics.Rejected(index);
            reply.Error(CommandErrors.WrongArity(command.Name));
            return -1;
        }

        SlotId slot = default;
        var keys = command.KeysIn(arguments);
        if (keys.First > 0 && !TryRoute(keys, arguments, reply, out slot))
        {
            statistics.Rejected(index);
            return -1;
        }

        session.LastCommand = command.Name;
        Run(index, new CommandContext { Arguments = arguments, Reply = reply, Session = session, Slot = slot, NowMs = nowMs });
        return index;
    }

    private void Run(int index, in CommandContext context)
    {
        var start = context.Reply.WrittenBytes;
        try
        {
            table[index].Execute(context);
        }
        catch (ReplyTooLargeException e)
        {
            context.Reply.Truncate(start);
            context.Reply.Error("ERR " + e.Message);
        }
#pragma warning disable CA1031 // A handler's bug must not end the connection, let alone the process.
        catch (Exception e)
#pragma warning restore CA1031
        {
            statistics.Failed(index);
            LogFailure(log, e, table[index].Name);
            context.Reply.Truncate(start);
            context.Reply.Error(CommandErrors.Internal);
        }
    }

    /// <returns>Whether the keys are of one slot that this node serves; otherwise the error has been written.</returns>
    private bool TryRoute(in KeyPositions keys, in CommandArguments arguments, RespWriter reply, out SlotId slot)
    {
        if (CommandKeys.TryFindSlot(arguments, keys, keyBytesMax, out slot) is { } error)
        {
            reply.Error(error);
            return false;
        }

        var ownership = topology.Ownership;
        if (ownership.Owns(slot))
        {
            return true;
        }

        if (ownership.Topology.PrimaryOf(slot) is { } primary && !ownership.IsEarlierRun(primary))
        {
            reply.Error(CommandErrors.Moved(slot.Value, primary.Host, primary.RespPort));
        }
        else
        {
            reply.Error(CommandErrors.SlotNotServed);
        }

        return false;
    }

    private static void RefuseUnknown(in CommandArguments arguments, ClientSession session, RespWriter reply)
    {
        // A browser that was lured into posting to this port must not get a second line executed.
        if (arguments.Is(0, "POST"u8) || arguments.Is(0, "HOST:"u8))
        {
            session.CloseAfterReply = true;
        }

        reply.Error(CommandErrors.UnknownCommand(arguments));
    }

    [LoggerMessage(LogLevel.Error, "The command {Command} failed. The client was answered an internal error.")]
    private static partial void LogFailure(ILogger logger, Exception exception, string command);
}
