using System.Collections.Immutable;
using DistCache.Core.Coordination;
using DistCache.Core.Leading;
using DistCache.Core.Leading.Coordinated;
using DistCache.Core.Topology;

namespace DistCache.Master.Leading;

/// <summary>Reads for the control what it wants to know, each within a time limit.</summary>
public sealed partial class CoordinatorReader(ICoordinator coordinator, TimeProvider time, ILogger<CoordinatorReader> log)
{
    /// <summary>Above what any healthy store takes: a read that hangs is as good as failed.</summary>
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5);

    private MasterEvent.TopologyRead _last = new(0, Guid.Empty, null);

    /// <summary>Never throws for a store that cannot be reached: that is <see cref="MasterEvent.ReadFailed"/>.</summary>
    public async Task<MasterEvent> ReadAsync(CoordinatorRead what, CancellationToken stopping) =>
        await TryAsync(token => ReadNowAsync(what, token), stopping) ?? new MasterEvent.ReadFailed(what);

    /// <summary>One node's document. Never throws for a store that cannot be reached.</summary>
    public async Task<MasterEvent> ReadNodeAsync(long requestId, NodeId id, CancellationToken stopping)
    {
        async Task<MasterEvent> ReadNowAsync(CancellationToken token)
        {
            var document = await coordinator.ReadAsync(DocumentNames.Node(id), token);
            return new MasterEvent.NodeRead(requestId, document is null ? null : ControlDocuments.Node(document));
        }

        return await TryAsync(ReadNowAsync, stopping) ?? new MasterEvent.NodeReadFailed(requestId);
    }

    private async Task<MasterEvent?> TryAsync(Func<CancellationToken, Task<MasterEvent>> read, CancellationToken stopping)
    {
        using var limit = new CancellationTokenSource(AnswerWithin, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            return await read(both.Token);
        }
        catch (Exception e) when (e is CoordinatorUnavailableException or OperationCanceledException or ObjectDisposedException)
        {
            LogFailed(log, e.Message);
        }
        catch (InvalidDataException e)
        {
            LogDamaged(log, e.Message);
        }

        return null;
    }

    private async Task<MasterEvent> ReadNowAsync(CoordinatorRead what, CancellationToken token) => what switch
    {
        CoordinatorRead.ClusterId => new MasterEvent.ClusterNamed(await coordinator.ClusterIdAsync(token)),
        CoordinatorRead.Topology => await ReadTopologyAsync(token),
        CoordinatorRead.Nodes => new MasterEvent.NodesListed(await ListAsync(DocumentNames.NodesFolder, ControlDocuments.Node, token)),
        CoordinatorRead.Masters => new MasterEvent.MastersListed(await ListAsync(DocumentNames.MastersFolder, ControlDocuments.Master, token)),
        CoordinatorRead.Leader => new MasterEvent.LeaderNamed(await coordinator.LeaderAsync(token)),
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
    };

    private async Task<MasterEvent> ReadTopologyAsync(CancellationToken token)
    {
        var document = await coordinator.ReadAsync(DocumentNames.Topology, token);
        if (document is null)
        {
            return new MasterEvent.TopologyRead(0, Guid.Empty, null);
        }

        if (document.Version != _last.Version || document.OperationId != _last.OperationId)
        {
            _last = new MasterEvent.TopologyRead(document.Version, document.OperationId, TopologyCodec.Decode(document.Content.Span));
        }

        return _last;
    }

    private async Task<ImmutableArray<T>> ListAsync<T>(string folder, Func<Document, T?> parse, CancellationToken token)
        where T : class
    {
        var found = ImmutableArray.CreateBuilder<T>();
        foreach (var document in await coordinator.ListAsync(folder, token))
        {
            if (parse(document) is { } content)
            {
                found.Add(content);
            }
            else
            {
                LogDamaged(log, $"{document.Name} is not what its folder holds and is passed over.");
            }
        }

        return found.ToImmutable();
    }

    [LoggerMessage(LogLevel.Debug, "The coordinator was not read: {Problem}")]
    private static partial void LogFailed(ILogger log, string problem);

    [LoggerMessage(LogLevel.Error, "The coordinator holds what cannot be used: {Problem}")]
    private static partial void LogDamaged(ILogger log, string problem);
}
