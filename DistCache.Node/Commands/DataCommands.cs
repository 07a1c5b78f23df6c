using DistCache.Node.Commands.Caching;
using DistCache.Node.Commands.Expiry;
using DistCache.Node.Commands.Keys;
using DistCache.Node.Commands.Scanning;
using DistCache.Node.Commands.Strings;
using DistCache.Node.Storage;

namespace DistCache.Node.Commands;

/// <summary>All commands that work on entries.</summary>
public static class DataCommands
{
    /// <param name="store">The node's entries.</param>
    /// <param name="random">For <c>RANDOMKEY</c> alone: it is used under a lock of its own.</param>
    public static IEnumerable<CommandDefinition> Over(IEntryStore store, Random random) =>
    [
        .. new SetCommands(store).Definitions,
        .. new GetCommands(store).Definitions,
        .. new MultiKeyCommands(store).Definitions,
        .. new RangeCommands(store).Definitions,
        .. new CounterCommands(store).Definitions,
        .. new KeyCommands(store).Definitions,
        .. new ExpiryCommands(store).Definitions,
        .. new ScanCommands(store).Definitions,
        .. new KeyspaceCommands(store, random).Definitions,
        .. new ObjectCommands(store).Definitions,
        .. new CacheCommands(store).Definitions,
    ];
}
