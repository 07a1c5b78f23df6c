using DistCache.Core.Hashing;

namespace DistCache.Node.Commands;

/// <summary>Finds the keys among a command's arguments.</summary>
internal static class CommandKeys
{
    /// <summary>Index of the last key; what stands behind it is none.</summary>
    public static int LastIndex(in KeyPositions keys, int argumentCount) => keys.Last < 0 ? argumentCount + keys.Last : Math.Min(keys.Last, argumentCount - 1);

    /// <summary>The slot of all keys.</summary>
    /// <param name="arguments">The command.</param>
    /// <param name="keys">Which of them are keys; there is at least one.</param>
    /// <param name="keyBytesMax">Longest key allowed.</param>
    /// <param name="slot">The slot.</param>
    /// <returns>The error, or null.</returns>
    public static string? TryFindSlot(in CommandArguments arguments, in KeyPositions keys, int keyBytesMax, out SlotId slot)
    {
        slot = default;
        var last = LastIndex(keys, arguments.Count);
        for (var i = keys.First; i <= last; i += keys.Step)
        {
            var key = arguments[i];
            if (key.IsEmpty || key.Length > keyBytesMax)
            {
                return key.IsEmpty ? CommandErrors.EmptyKey(keyBytesMax) : CommandErrors.LongKey(keyBytesMax);
            }

            var slotOfKey = SlotId.OfKey(key);
            if (i > keys.First && slotOfKey != slot)
            {
                return CommandErrors.CrossSlot;
            }

            slot = slotOfKey;
        }

        return null;
    }
}
