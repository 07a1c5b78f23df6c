using DistCache.Core.Protocol;
using DistCache.Node.Storage;

namespace DistCache.Node.Commands.Caching;

/// <summary>
/// DistCache's own commands, those that masters use: entries with version and content type, and changes on condition of them.
/// <c>docs/protocol.md</c> describes them.
/// </summary>
public sealed class CacheCommands(IEntryStore store)
{
    private const long NoTimeToLive = -1;

    public IEnumerable<CommandDefinition> Definitions =>
    [
        new("dc.get", 2, CommandFlags.ReadOnly | CommandFlags.Fast, KeyPositions.One, Get),
        new("dc.head", 2, CommandFlags.ReadOnly | CommandFlags.Fast, KeyPositions.One, Head),
        new("dc.set", -3, CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Fast, KeyPositions.One, Set),
        new("dc.del", -2, CommandFlags.Write | CommandFlags.Fast, KeyPositions.One, Remove),
    ];

    private void Get(in CommandContext context) => Find(context, wantsValue: true);

    private void Head(in CommandContext context) => Find(context, wantsValue: false);

    private void Find(in CommandContext context, bool wantsValue)
    {
        using var entries = store.Enter(context.Slot);
        if (!entries.TryFind(context.Arguments[1], context.NowMs, out var entry))
        {
            context.Reply.NullArray();
            return;
        }

        context.Reply.Array(5);
        if (wantsValue)
        {
            context.Reply.BulkString(entry.Value);
        }
        else
        {
            context.Reply.Integer(entry.Value.Length);
        }

        context.Reply.Integer((long)entry.Version.Epoch);
        context.Reply.Integer((long)entry.Version.Sequence);
        context.Reply.Integer(entry.ExpiresAtMs == 0 ? NoTimeToLive : entry.ExpiresAtMs - context.NowMs);
        context.Reply.BulkString(entry.Attributes);
    }

    private void Set(in CommandContext context)
    {
        if (!CacheSetOptions.TryParse(context, 3, out var options))
        {
            return;
        }

        var key = context.Arguments[1];
        using var entries = store.Enter(context.Slot);
        if (options.Condition.IsGiven && !IsMet(context, entries, options.Condition))
        {
            return;
        }

        var attributes = options.ContentTypeArgument > 0 ? context.Arguments[options.ContentTypeArgument] : [];
        var result = entries.Set(key, context.Arguments[2], attributes, options.ExpiresAtMs, context.NowMs);
        if (!context.Reply.WroteRefusal(result))
        {
            WriteOutcome(context.Reply, isDone: true, entries.Version);
        }
    }

    private void Remove(in CommandContext context)
    {
        CacheCondition condition = default;
        if (context.Arguments.Count > 2 && !TryParseRemoval(context, out condition))
        {
            return;
        }

        using var entries = store.Enter(context.Slot);
        if (IsMet(context, entries, condition))
        {
            WriteOutcome(context.Reply, entries.Remove(context.Arguments[1], context.NowMs), EntryVersion.None);
        }
    }

    private static bool TryParseRemoval(in CommandContext context, out CacheCondition condition)
    {
        var i = 2;
        var isAllowed = !context.Arguments.Is(i, "IFNONE"u8);
        if (CacheCondition.TryRead(context, ref i, out condition, out var isError) && isAllowed && i == context.Arguments.Count - 1)
        {
            return true;
        }

        if (!isError)
        {
            context.Reply.Error(CommandErrors.Syntax);
        }

        return false;
    }

    /// <summary>Whether a condition is met; when it is not, that and the entry's version have been answered.</summary>
    private static bool IsMet(in CommandContext context, ISlotEntries entries, in CacheCondition condition)
    {
        var isPresent = entries.TryPeek(context.Arguments[1], context.NowMs, out var entry);
        var isMet = condition.IsMetBy(isPresent, entry.Version);
        if (!isMet)
        {
            WriteOutcome(context.Reply, isDone: false, isPresent ? entry.Version : EntryVersion.None);
        }

        return isMet;
    }

    private static void WriteOutcome(RespWriter reply, bool isDone, in EntryVersion version)
    {
        reply.Array(3);
        reply.Integer(isDone ? 1 : 0);
        reply.Integer((long)version.Epoch);
        reply.Integer((long)version.Sequence);
    }
}
