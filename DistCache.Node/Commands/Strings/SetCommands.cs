using DistCache.Node.Commands.Expiry;
using DistCache.Node.Storage;

namespace DistCache.Node.Commands.Strings;

/// <summary><c>SET</c> and its older relatives: whole values with conditions and expiries.</summary>
public sealed class SetCommands(IEntryStore store)
{
    private const CommandFlags Writes = CommandFlags.Write | CommandFlags.DenyOom;

    public IEnumerable<CommandDefinition> Definitions =>
    [
        new("set", -3, Writes, KeyPositions.One, Set),
        new("setnx", 3, Writes | CommandFlags.Fast, KeyPositions.One, SetIfAbsent),
        new("setex", 4, Writes, KeyPositions.One, SetWithSeconds),
        new("psetex", 4, Writes, KeyPositions.One, SetWithMilliseconds),
        new("getset", 3, Writes | CommandFlags.Fast, KeyPositions.One, GetSet),
    ];

    private void Set(in CommandContext context)
    {
        if (!SetOptions.TryParseSet(context.Arguments, 3, out var options))
        {
            context.Reply.Error(CommandErrors.Syntax);
            return;
        }

        var expiresAtMs = 0L;
        if (options.Unit != ExpiryUnit.None
            && !ExpiryTimes.TryReadPositive(context, options.ExpiryArgument, options.Unit, "set", out expiresAtMs))
        {
            return;
        }

        using var entries = store.Enter(context.Slot);
        if (options.IfAbsent || options.IfPresent || options.ReturnOld || options.KeepExpiry)
        {
            SetComparing(context, entries, options, expiresAtMs);
        }
        else
        {
            Finish(context, entries.Set(context.Arguments[1], context.Arguments[2], [], expiresAtMs, context.NowMs));
        }
    }

    private static void SetComparing(in CommandContext context, ISlotEntries entries, in SetOptions options, long expiresAtMs)
    {
        var key = context.Arguments[1];
        var replyStart = context.Reply.WrittenBytes;
        var isPresent = options.ReturnOld
            ? entries.TryFind(key, context.NowMs, out var current)
            : entries.TryPeek(key, context.NowMs, out current);
        if (options.ReturnOld)
        {
            ReplyWith(context, isPresent, current);
        }

        if (isPresent ? options.IfAbsent : options.IfPresent)
        {
            if (!options.ReturnOld)
            {
                context.Reply.Null();
            }

            return;
        }

        var newExpiryMs = options.KeepExpiry && isPresent ? current.ExpiresAtMs : expiresAtMs;
        var result = entries.Set(key, context.Arguments[2], [], newExpiryMs, context.NowMs);
        if (!options.ReturnOld || result != WriteResult.Done)
        {
            context.Reply.Truncate(replyStart);
            Finish(context, result);
        }
    }

    private void SetIfAbsent(in CommandContext context)
    {
        using var entries = store.Enter(context.Slot);
        if (entries.TryPeek(context.Arguments[1], context.NowMs, out _))
        {
            context.Reply.Integer(0);
            return;
        }

        var result = entries.Set(context.Arguments[1], context.Arguments[2], [], expiresAtMs: 0, context.NowMs);
        if (!context.Reply.WroteRefusal(result))
        {
            context.Reply.Integer(1);
        }
    }

    private void SetWithSeconds(in CommandContext context) => SetExpiring(context, ExpiryUnit.Seconds, "setex");

    private void SetWithMilliseconds(in CommandContext context) => SetExpiring(context, ExpiryUnit.Milliseconds, "psetex");

    private void SetExpiring(in CommandContext context, ExpiryUnit unit, string command)
    {
        if (ExpiryTimes.TryReadPositive(context, 2, unit, command, out var expiresAtMs))
        {
            using var entries = store.Enter(context.Slot);
            Finish(context, entries.Set(context.Arguments[1], context.Arguments[3], [], expiresAtMs, context.NowMs));
        }
    }

    private void GetSet(in CommandContext context)
    {
        using var entries = store.Enter(context.Slot);
        var replyStart = context.Reply.WrittenBytes;
        var isPresent = entries.TryFind(context.Arguments[1], context.NowMs, out var current);
        ReplyWith(context, isPresent, current);
        var result = entries.Set(context.Arguments[1], context.Arguments[2], [], expiresAtMs: 0, context.NowMs);
        if (result != WriteResult.Done)
        {
            context.Reply.Truncate(replyStart);
            context.Reply.WroteRefusal(result);
        }
    }

    private static void ReplyWith(in CommandContext context, bool isPresent, in EntryView entry)
    {
        if (isPresent)
        {
            context.Reply.BulkString(entry.Value);
        }
        else
        {
            context.Reply.Null();
        }
    }

    private static void Finish(in CommandContext context, WriteResult result)
    {
        if (!context.Reply.WroteRefusal(result))
        {
            context.Reply.Ok();
        }
    }
}
