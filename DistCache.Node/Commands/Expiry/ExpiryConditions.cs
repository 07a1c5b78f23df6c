namespace DistCache.Node.Commands.Expiry;

/// <summary>The conditions under which <c>EXPIRE</c> and its relatives change an expiry.</summary>
internal struct ExpiryConditions
{
    private bool _ifNone;
    private bool _ifAny;
    private bool _ifLater;
    private bool _ifEarlier;

    /// <summary>Writes the error when they are unknown or exclude each other.</summary>
    public static bool TryParse(in CommandContext context, int first, out ExpiryConditions conditions)
    {
        conditions = default;
        for (var i = first; i < context.Arguments.Count; i++)
        {
            if (!conditions.Take(context.Arguments, i))
            {
                context.Reply.Error("ERR Unsupported option " + CommandErrors.Quote(context.Arguments[i]));
                return false;
            }
        }

        var error = conditions._ifNone && (conditions._ifAny || conditions._ifLater || conditions._ifEarlier)
            ? "ERR NX and XX, GT or LT options at the same time are not compatible"
            : conditions._ifLater && conditions._ifEarlier ? "ERR GT and LT options at the same time are not compatible" : null;
        if (error != null)
        {
            context.Reply.Error(error);
        }

        return error == null;
    }

    /// <summary>Whether an expiry may change. An entry that never expires counts as expiring later than any other.</summary>
    /// <param name="currentMs">0: never.</param>
    /// <param name="newMs">What it would be.</param>
    public readonly bool Allow(long currentMs, long newMs)
    {
        var expires = currentMs != 0;
        return !(_ifNone && expires)
            && !(_ifAny && !expires)
            && !(_ifLater && (!expires || newMs <= currentMs))
            && !(_ifEarlier && expires && newMs >= currentMs);
    }

    private bool Take(in CommandArguments arguments, int word) =>
        (arguments.Is(word, "NX"u8) && (_ifNone = true))
        || (arguments.Is(word, "XX"u8) && (_ifAny = true))
        || (arguments.Is(word, "GT"u8) && (_ifLater = true))
        || (arguments.Is(word, "LT"u8) && (_ifEarlier = true));
}
