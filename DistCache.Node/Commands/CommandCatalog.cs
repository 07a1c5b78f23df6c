using DistCache.Node.Commands.Cluster;
using DistCache.Node.Commands.Connection;
using DistCache.Node.Commands.Control;
using DistCache.Node.Commands.Server;
using DistCache.Node.Hosting;
using DistCache.Node.Sessions;
using DistCache.Node.Storage;

namespace DistCache.Node.Commands;

/// <summary>Lists every command of the node.</summary>
internal static class CommandCatalog
{
    public static CommandTable Build(NodeOptions options, IServiceProvider provider)
    {
        var store = provider.GetRequiredService<IEntryStore>();
        var sessions = provider.GetRequiredService<SessionRegistry>();
        CommandTable? table = null;
        var introspection = new IntrospectionCommands(() => table!);
        var information = ActivatorUtilities.CreateInstance<InfoText>(provider, new Func<CommandTable>(() => table!));
        table = new CommandTable(
        [
            .. DataCommands.Over(store, provider.GetRequiredService<Random>()),
            .. new ConnectionCommands().Definitions,
            .. new ClientCommands(sessions).Definitions,
            .. ActivatorUtilities.CreateInstance<ClusterCommands>(provider).Definitions,
            .. ActivatorUtilities.CreateInstance<ControlCommands>(provider).Definitions,
            .. introspection.Definitions,
            .. new ServerCommands(information, provider.GetRequiredService<TimeProvider>()).Definitions,
            .. new ConfigCommands(new ConfigParameters(options, store, sessions), provider.GetRequiredService<CommandStatistics>(), store).Definitions,
        ]);
        return table;
    }
}
