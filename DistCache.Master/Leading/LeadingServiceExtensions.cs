using DistCache.Core.Coordination;
using DistCache.Core.Leading;
using DistCache.Core.Leading.Coordinated;
using DistCache.Core.Topology;
using DistCache.Master.Nodes;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DistCache.Master.Leading;

/// <summary>Puts cluster control into a master.</summary>
public static class LeadingServiceExtensions
{
    /// <summary>What masters go by before the cluster has formed; its id is no cluster's.</summary>
    private const string NoCluster = "none";

    /// <summary>
    /// Adds the control as a hosted service, and with it <see cref="INodeDirectory"/>, <see cref="ICoordinatorStatus"/>, the
    /// <see cref="TopologyHolder"/> it publishes to and <see cref="ITopologySource"/>. Needs an <see cref="ICoordinator"/> among the services.
    /// </summary>
    public static IServiceCollection AddLeading(this IServiceCollection services, MasterOptions options) => services.AddLeading(
        new MasterDocument(options.MasterId, options.AdvertisedAddress),
        new LeadingOptions
        {
            ExpectedNodes = options.ExpectedNodes,
            VirtualNodes = options.VirtualNodes,
            RecoveryWait = options.RecoveryWait,
        });

    /// <inheritdoc cref="AddLeading(IServiceCollection, MasterOptions)"/>
    /// <param name="services">Of the master.</param>
    /// <param name="self">This master as the others shall know it.</param>
    /// <param name="options">By what it judges and decides.</param>
    public static IServiceCollection AddLeading(this IServiceCollection services, MasterDocument self, LeadingOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new TopologyHolder(ClusterTopology.Empty(NoCluster, options.VirtualNodes)));
        services.TryAddSingleton<ITopologySource>(provider => provider.GetRequiredService<TopologyHolder>());
        services.AddSingleton(provider => new LeadingService(
            self,
            options,
            provider.GetRequiredService<ICoordinator>(),
            provider.GetRequiredService<TopologyHolder>(),
            provider.GetRequiredService<TimeProvider>(),
            new Random(),
            provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<INodeDirectory>(provider => provider.GetRequiredService<LeadingService>());
        services.AddSingleton<ICoordinatorStatus>(provider => provider.GetRequiredService<LeadingService>());
        services.AddHostedService(provider => provider.GetRequiredService<LeadingService>());
        return services;
    }
}
