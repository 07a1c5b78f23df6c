using DistCache.Node.Commands.Expiry;
using DistCache.Node.Storage;

namespace DistCache.Node.Commands.Caching;

/// <summary>The options of <c>DC.SET</c>, in any order, each at most once.</summary>
internal struct CacheSetOptions
{
    private CacheCondition _condition;

    public readonly CacheCondition Condition => _condition;

    /// <summary>0: never.</summary>
    public long ExpiresAtMs { get; private set; }

    /// <summary>Which argument is the content type; 0: none is.</summary>
    public int ContentTypeArgument { get; private set; }

    /// <returns>False: the error has been written.</returns>
    public static bool TryParse(in CommandContext context, int first, out CacheSetOptions options)
    {
        options = default;
        for (var i = first; i < context.Arguments.Count; i++)
        {
            if (!options.TryTake(context, ref i, out var isError))
            {
                if (!isError)
                {
                    context.Reply.Error(CommandErrors.Syntax);
                }

                return false;
            }
        }

        return true;
    }

    private bool TryTake(in CommandContext context, ref int i, out bool isError)
    {
        var hasValue = i + 1 < context.Arguments.Count;
        if (hasValue && ExpiresAtMs == 0 && context.Arguments.Is(i, "PX"u8))
        {
            isError = !ExpiryTimes.TryReadPositive(context, ++i, ExpiryUnit.Milliseconds, "dc.set", out var expiresAtMs);
            ExpiresAtMs = expiresAtMs;
            return !isError;
        }

        if (hasValue && ContentTypeArgument == 0 && context.Arguments.Is(i, "TYPE"u8))
        {
            isError = context.Arguments[++i].Length > StoreOptions.AttributesBytesMax;
            ContentTypeArgument = i;
            if (isError)
            {
                context.Reply.Error(CommandErrors.ContentTypeTooLong);
            }

            return !isError;
        }

        isError = false;
        return !_condition.IsGiven && CacheCondition.TryRead(context, ref i, out _condition, out isError);
    }
}
