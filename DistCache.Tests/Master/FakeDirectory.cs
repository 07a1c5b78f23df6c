using DistCache.Core.Membership;
using DistCache.Master.Nodes;

namespace DistCache.Tests.Master;

/// <summary>Stands for the leading side of a master: says what the test sets.</summary>
internal sealed class FakeDirectory : INodeDirectory, ICoordinatorStatus
{
    public ClusterRoster Roster { get; set; } = new([], [new KnownMaster("master-1", "http://127.0.0.1:8000")], "master-1");

    public bool IsReachable { get; set; } = true;

    public List<NodeRegistration> Registrations { get; } = [];

    public Func<NodeRegistration, RegistrationResult> Answer { get; set; } =
        registration => new RegistrationResult.Accepted(new RegistrationReply("test", registration.Incarnation, ["http://127.0.0.1:8000"]));

    public ValueTask<RegistrationResult> RegisterAsync(NodeRegistration registration, CancellationToken cancellationToken)
    {
        Registrations.Add(registration);
        return ValueTask.FromResult(Answer(registration));
    }
}
