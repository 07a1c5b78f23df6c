using DistCache.Node.Commands.Expiry;

namespace DistCache.Node.Commands.Strings;

/// <summary>The options of <c>SET</c> and <c>GETEX</c>, any order, each word in any case. Said twice, the last one counts.</summary>
internal struct SetOptions
{
    public bool IfAbsent { get; private set; }

    public bool IfPresent { get; private set; }

    public bool ReturnOld { get; private set; }

    public bool KeepExpiry { get; private set; }

    public bool Persist { get; private set; }

    public ExpiryUnit Unit { get; private set; }

    /// <summary>Which argument tells the expiry, when <see cref="Unit"/> is given.</summary>
    public int ExpiryArgument { get; private set; }

    private readonly bool HasExpiryWord => Unit != ExpiryUnit.None || KeepExpiry || Persist;

    /// <returns>False: they are unknown or exclude each other.</returns>
    public static bool TryParseSet(in CommandArguments arguments, int first, out SetOptions options) =>
        TryParse(arguments, first, isSet: true, out options);

    /// <inheritdoc cref="TryParseSet"/>
    public static bool TryParseGetEx(in CommandArguments arguments, int first, out SetOptions options) =>
        TryParse(arguments, first, isSet: false, out options);

    private static bool TryParse(in CommandArguments arguments, int first, bool isSet, out SetOptions options)
    {
        options = default;
        for (var i = first; i < arguments.Count; i++)
        {
            if (options.TakeExpiry(arguments, i))
            {
                i++;
            }
            else if (!(isSet ? options.TakeSetWord(arguments, i) : options.TakePersist(arguments, i)))
            {
                return false;
            }
        }

        return true;
    }

    private bool TakeExpiry(in CommandArguments arguments, int word)
    {
        var unit = arguments.Is(word, "EX"u8) ? ExpiryUnit.Seconds
            : arguments.Is(word, "PX"u8) ? ExpiryUnit.Milliseconds
            : arguments.Is(word, "EXAT"u8) ? ExpiryUnit.AtSeconds
            : arguments.Is(word, "PXAT"u8) ? ExpiryUnit.AtMilliseconds
            : ExpiryUnit.None;
        if (unit == ExpiryUnit.None || (HasExpiryWord && unit != Unit) || word + 1 >= arguments.Count)
        {
            return false;
        }

        (Unit, ExpiryArgument) = (unit, word + 1);
        return true;
    }

    private bool TakeSetWord(in CommandArguments arguments, int word)
    {
        if (arguments.Is(word, "NX"u8) && !IfPresent)
        {
            return IfAbsent = true;
        }

        if (arguments.Is(word, "XX"u8) && !IfAbsent)
        {
            return IfPresent = true;
        }

        if (arguments.Is(word, "GET"u8))
        {
            return ReturnOld = true;
        }

        return arguments.Is(word, "KEEPTTL"u8) && Unit == ExpiryUnit.None && (KeepExpiry = true);
    }

    private bool TakePersist(in CommandArguments arguments, int word) =>
        arguments.Is(word, "PERSIST"u8) && Unit == ExpiryUnit.None && (Persist = true);
}
