using DistCache.Node.Storage;

namespace DistCache.Node.Commands.Expiry;

/// <summary>When entries expire: set, asked for, taken away.</summary>
public sealed class ExpiryCommands(IEntryStore store)
{
    private const CommandFlags Writes = CommandFlags.Write | CommandFlags.Fast;
    private const CommandFlags Reads = CommandFlags.ReadOnly | CommandFlags.Fast;
    private const long ReplyAbsent = -2;
    private const long ReplyNever = -1;

    public IEnumerable<CommandDefinition> Definitions =>
    [
        new("expire", -3, Writes, KeyPositions.One, ExpireInSeconds),
        new("pexpire", -3, Writes, KeyPositions.One, ExpireInMilliseconds),
        new("expireat", -3, Writes, KeyPositions.One, ExpireAtSecond),
        new("pexpireat", -3, Writes, KeyPositions.One, ExpireAtMillisecond),
        new("ttl", 2, Reads, KeyPositions.One, TimeToLiveInSeconds),
        new("pttl", 2, Reads, KeyPositions.One, TimeToLiveInMilliseconds),
        new("expiretime", 2, Reads, KeyPositions.One, ExpiryInSeconds),
        new("pexpiretime", 2, Reads, KeyPositions.One, ExpiryInMilliseconds),
        new("persist", 2, Writes, KeyPositions.One, Persist),
    ];

    private void ExpireInSeconds(in CommandContext context) => Expire(context, ExpiryUnit.Seconds, "expire");

    private void ExpireInMilliseconds(in CommandContext context) => Expire(context, ExpiryUnit.Milliseconds, "pexpire");

    private void ExpireAtSecond(in CommandContext context) => Expire(context, ExpiryUnit.AtSeconds, "expireat");

    private void ExpireAtMillisecond(in CommandContext context) => Expire(context, ExpiryUnit.AtMilliseconds, "pexpireat");

    private void Expire(in CommandContext context, ExpiryUnit unit, string command)
    {
        if (!ExpiryConditions.TryParse(context, 3, out var conditions))
        {
            return;
        }

        if (!Numbers.TryInteger(context.Arguments[2], out var number))
        {
            context.Reply.Error(CommandErrors.NotAnInteger);
            return;
        }

        if (!ExpiryTimes.TryResolve(number, unit, context.NowMs, out var expiresAtMs))
        {
            context.Reply.Error(CommandErrors.InvalidExpireTime(command));
            return;
        }

        using var entries = store.Enter(context.Slot);
        if (!entries.TryPeek(context.Arguments[1], context.NowMs, out var entry) || !conditions.Allow(entry.ExpiresAtMs, expiresAtMs))
        {
            context.Reply.Integer(0);
            return;
        }

        // Zero would mean never; it is as long past as any other time before now.
        entries.ExpireAt(context.Arguments[1], expiresAtMs == 0 ? -1 : expiresAtMs, context.NowMs);
        context.Reply.Integer(1);
    }

    private void TimeToLiveInSeconds(in CommandContext context)
    {
        var expiresAtMs = ExpiryOf(context);
        context.Reply.Integer(expiresAtMs < 0 ? expiresAtMs : RoundedToSeconds(expiresAtMs - context.NowMs));
    }

    private void TimeToLiveInMilliseconds(in CommandContext context)
    {
        var expiresAtMs = ExpiryOf(context);
        context.Reply.Integer(expiresAtMs < 0 ? expiresAtMs : expiresAtMs - context.NowMs);
    }

    private void ExpiryInSeconds(in CommandContext context)
    {
        var expiresAtMs = ExpiryOf(context);
        context.Reply.Integer(expiresAtMs < 0 ? expiresAtMs : RoundedToSeconds(expiresAtMs));
    }

    private void ExpiryInMilliseconds(in CommandContext context) => context.Reply.Integer(ExpiryOf(context));

    private void Persist(in CommandContext context)
    {
        using var entries = store.Enter(context.Slot);
        var expires = entries.TryPeek(context.Arguments[1], context.NowMs, out var entry) && entry.ExpiresAtMs != 0;
        if (expires)
        {
            entries.SetExpiry(context.Arguments[1], expiresAtMs: 0, context.NowMs);
        }

        context.Reply.Integer(expires ? 1 : 0);
    }

    private static long RoundedToSeconds(long positiveMs) => (long)(((ulong)positiveMs + 500) / 1000);

    private long ExpiryOf(in CommandContext context)
    {
        using var entries = store.Enter(context.Slot);
        return !entries.TryPeek(context.Arguments[1], context.NowMs, out var entry) ? ReplyAbsent
            : entry.ExpiresAtMs == 0 ? ReplyNever
            : entry.ExpiresAtMs;
    }
}
