using DistCache.Node.Storage;

namespace DistCache.Node.Commands.Expiry;

/// <summary>Reads times of expiry from arguments.</summary>
internal static class ExpiryTimes
{
    private const long MsPerSecond = 1000;

    /// <summary>Turns a number of some unit into Unix milliseconds.</summary>
    /// <returns>False: that is later, or earlier, than can be written.</returns>
    public static bool TryResolve(long number, ExpiryUnit unit, long nowMs, out long expiresAtMs)
    {
        expiresAtMs = number;
        if (unit is ExpiryUnit.Seconds or ExpiryUnit.AtSeconds)
        {
            if (number is > long.MaxValue / MsPerSecond or < long.MinValue / MsPerSecond)
            {
                return false;
            }

            expiresAtMs = number * MsPerSecond;
        }

        if (unit is ExpiryUnit.AtSeconds or ExpiryUnit.AtMilliseconds)
        {
            return true;
        }

        if (expiresAtMs > long.MaxValue - nowMs)
        {
            return false;
        }

        expiresAtMs += nowMs;
        return true;
    }

    /// <summary>Reads a time that has to be positive, as those that come with a value; writes the error when it is not.</summary>
    public static bool TryReadPositive(in CommandContext context, int argument, ExpiryUnit unit, string command, out long expiresAtMs)
    {
        expiresAtMs = 0;
        if (!Numbers.TryInteger(context.Arguments[argument], out var number))
        {
            context.Reply.Error(CommandErrors.NotAnInteger);
            return false;
        }

        if (number <= 0 || !TryResolve(number, unit, context.NowMs, out expiresAtMs))
        {
            context.Reply.Error(CommandErrors.InvalidExpireTime(command));
            return false;
        }

        return true;
    }

    /// <summary>Sets an entry's expiry; removes the entry at once when that has passed already. 0: it never expires.</summary>
    public static void ExpireAt(this ISlotEntries entries, ReadOnlySpan<byte> key, long expiresAtMs, long nowMs)
    {
        if (expiresAtMs != 0 && expiresAtMs <= nowMs)
        {
            entries.Remove(key, nowMs);
        }
        else
        {
            entries.SetExpiry(key, expiresAtMs, nowMs);
        }
    }
}
