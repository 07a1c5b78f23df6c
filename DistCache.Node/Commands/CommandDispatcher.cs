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

        return TryRun(index, in arguments, session, reply, nowMs) ? index : -1;
    }

    /// <returns>Whether the command was run, with whatever outcome; else the refusal has been written.</returns>
    private bool TryRun(int index, in CommandArguments arguments, ClientSession session, RespWriter reply, long nowMs)
    {
        var command = table[index];
        var start = reply.WrittenBytes;
        try
        {
            SlotId slot = default;
            var keys = command.KeysIn(arguments);
            if (keys.First > 0 && !TryRoute(keys, arguments, reply, out slot))
            {
                statistics.Rejected(index);
                return false;
            }

            session.LastCommand = command.Name;
            command.Execute(new CommandContext { Arguments = arguments, Reply = reply, Session = session, Slot = slot, NowMs = nowMs });
        }
        catch (ReplyTooLargeException e)
        {
            reply.Truncate(start);
            reply.Error("ERR " + e.Message);
        }
#pragma warning disable CA1031 // A command's bug must not end the connection, let alone the process.
        catch (Exception e)
#pragma warning restore CA1031
        {
            statistics.Failed(index);
            LogFailure(log, e, command.Name);
            reply.Truncate(start);
            reply.Error(CommandErrors.Internal);
        }

        return true;
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
