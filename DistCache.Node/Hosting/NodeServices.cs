using System.Net;
using DistCache.Core.Hashing;
using DistCache.Core.Topology;
using DistCache.Node.Commands;
using DistCache.Node.Expiration;
using DistCache.Node.Registering;
using DistCache.Node.Reporting;
using DistCache.Node.Routing;
using DistCache.Node.Serving;
using DistCache.Node.Sessions;
using DistCache.Node.Storage;
using DistCache.Node.Storage.Managed;

namespace DistCache.Node.Hosting;

/// <summary>What a node is made of.</summary>
internal static class NodeServices
{
    /// <summary>The name of the cluster that a node without masters is.</summary>
    private const string StandaloneCluster = "standalone";

    /// <summary>Until a master has sent a topology.</summary>
    private const string NoCluster = "none";

    public static void AddNode(this IServiceCollection services, NodeOptions options)
    {
        services.AddSingleton(options);

        // Random is not thread-safe: everyone gets one of their own.
        services.AddTransient(_ => new Random());
        services.AddSingleton<IEntryStore>(provider => new ManagedEntryStore(options.Store, provider.GetRequiredService<Random>()));
        services.AddSingleton(provider => FirstTopology(options, provider));
        services.AddSingleton<ITopologySource>(provider => provider.GetRequiredService<NodeTopology>());
        services.AddSingleton(provider => new SessionRegistry(options.ClientsMax, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<CommandStatistics>();
        services.AddSingleton<NodeStatusSource>();
        services.AddSingleton(provider => CommandCatalog.Build(options, provider));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<CommandDispatcher>(provider, options.Store.KeyBytesMax));
        services.AddSingleton<IRespTransport>(provider => Transport(options, provider));
        services.AddHostedService<RespServerService>();
        services.AddHostedService<ExpirationService>();
        services.AddSingleton<RegistrationState>();
        if (!options.IsStandalone)
        {
            services.AddSingleton<IMasterClient, HttpMasterClient>();
            services.AddHostedService<RegistrationService>();
        }
    }

    private static SocketTransport Transport(NodeOptions options, IServiceProvider provider)
    {
        var dispatcher = provider.GetRequiredService<CommandDispatcher>();
        var statistics = provider.GetRequiredService<CommandStatistics>();
        var clock = provider.GetRequiredService<TimeProvider>();
        var limits = options.RequestLimits;
        return new SocketTransport(
            new IPEndPoint(options.BindAddress, options.RespPort),
            provider.GetRequiredService<SessionRegistry>(),
            session => new RequestLoop(session, dispatcher, statistics, limits, clock),
            clock,
            provider.GetRequiredService<ILogger<SocketTransport>>());
    }

    private static NodeTopology FirstTopology(NodeOptions options, IServiceProvider provider)
    {
        var store = provider.GetRequiredService<IEntryStore>();
        var self = new MemberKey(options.Id, Incarnation.StartedAt(provider.GetRequiredService<TimeProvider>().GetUtcNow()));
        var none = ClusterTopology.Empty(options.IsStandalone ? StandaloneCluster : NoCluster, virtualNodes: 1);
        return new NodeTopology(none, self, store);
    }

    /// <summary>The topology of a node that serves all slots by itself.</summary>
    public static ClusterTopology StandaloneTopology(Member self)
    {
        var all = new SlotAssignment(new Epoch(1), [new SlotCopy(0, CopyRole.Primary)]);
        return new ClusterTopology(StandaloneCluster, new Epoch(1), 1, [self], [.. Enumerable.Repeat(all, SlotId.SlotCount)]);
    }
}
