using System.Text.Json;
using DistCache.Core.Membership;
using DistCache.Core.Ring;
using DistCache.Core.Topology;
using DistCache.Master.Nodes;

namespace DistCache.Master.Api;

/// <summary>What the cluster consists of, and the way in for nodes.</summary>
public sealed class ClusterEndpoints(INodeDirectory directory, ITopologySource topologies)
{
    /// <summary>A registration has a few hundred bytes.</summary>
    private const int RegistrationBytesMax = 16 * 1024;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/nodes", AnswerNodesAsync);
        routes.MapPost("/nodes", RegisterAsync);
        routes.MapGet("/masters", AnswerMastersAsync);
        routes.MapGet("/topology", AnswerTopologyAsync);
        routes.MapGet("/ring", AnswerRingAsync);
    }

    private Task AnswerNodesAsync(HttpContext context)
    {
        var topology = topologies.Current;
        var counts = topology.CountPrimaries();
        var nodes = directory.Roster.Nodes.Select(node => NodeView.Of(node, topology, counts));
        return context.Response.WriteAsJsonAsync(new { epoch = topology.Epoch.Value, nodes }, ApiJson.Serializing);
    }

    private Task AnswerMastersAsync(HttpContext context)
    {
        var roster = directory.Roster;
        var masters = roster.Masters.Select(master => new { id = master.Id, address = master.Address, isLeader = master.Id == roster.LeaderId });
        return context.Response.WriteAsJsonAsync(new { leader = roster.LeaderId, masters }, ApiJson.Serializing);
    }

    private Task AnswerTopologyAsync(HttpContext context)
    {
        var topology = topologies.Current;
        context.Response.Headers.Vary = "Accept";
        if (!AcceptHeader.Prefers(context.Request.Headers.Accept, "application/octet-stream"))
        {
            return context.Response.WriteAsJsonAsync(TopologyView.Of(topology), ApiJson.Serializing);
        }

        var record = TopologyCodec.Encode(topology);
        context.Response.ContentType = "application/octet-stream";
        context.Response.ContentLength = record.Length;
        return context.Response.Body.WriteAsync(record).AsTask();
    }

    private Task AnswerRingAsync(HttpContext context)
    {
        var topology = topologies.Current;
        // Two runs of one node may be members at once; on the ring it stands once.
        var nodes = topology.Members.GroupBy(member => member.Id).Select(runs => runs.MaxBy(run => run.Incarnation.Value)!);
        var tokens = HashRing.Build(nodes, topology.VirtualNodes).Tokens
            .Select(token => new { position = token.Position.ToString("x16"), node = token.Owner.Value });
        return context.Response.WriteAsJsonAsync(
            new { epoch = topology.Epoch.Value, virtualNodesPerWeight = topology.VirtualNodes, tokens }, ApiJson.Serializing);
    }

    private async Task RegisterAsync(HttpContext context)
    {
        var (registration, wrong) = await ReadRegistrationAsync(context.Request);
        if (wrong is not null)
        {
            await ProblemResponse.WriteAsync(context, ProblemType.BadRequest, wrong);
            return;
        }

        switch (await directory.RegisterAsync(registration!, context.RequestAborted))
        {
            case RegistrationResult.Accepted accepted:
                await context.Response.WriteAsJsonAsync(accepted.Reply, ApiJson.Serializing);
                break;
            case RegistrationResult.Superseded superseded:
                await ProblemResponse.WriteAsync(context, ProblemType.Superseded, extension: new("incarnation", (long)superseded.By.Value));
                break;
            default:
                await ProblemResponse.WriteAsync(context, ProblemType.CoordinatorAway);
                break;
        }
    }

    private static async Task<(NodeRegistration? Registration, string? Problem)> ReadRegistrationAsync(HttpRequest request)
    {
        const string Example = """{"id":"node-1","incarnation":0,"host":"","respPort":7001,"httpPort":3001} is.""";
        if (await RequestBody.ReadAsync(request, RegistrationBytesMax) is not { } body)
        {
            return (null, $"A registration of up to {RegistrationBytesMax} bytes is taken.");
        }

        try
        {
            var read = JsonSerializer.Deserialize<NodeRegistration>(body, ApiJson.Serializing);
            var registration = read is null ? null : read with { Host = string.IsNullOrEmpty(read.Host) ? CallerOf(request) : read.Host, Zone = read.Zone ?? "" };
            return registration is null
                ? (null, $"The body is null, such as {Example}")
                : (registration, registration.Problem() is { } problem ? $"The registration cannot be taken: {problem}" : null);
        }
        catch (JsonException)
        {
            return (null, $"The body is no JSON of a node, such as {Example}");
        }
    }

    private static string CallerOf(HttpRequest request)
    {
        var address = request.HttpContext.Connection.RemoteIpAddress;
        return address is null ? "" : address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString() : address.ToString();
    }
}
