using System.Collections.Immutable;

namespace DistCache.Core.Leading.Coordinated;

/// <summary>The living masters as the coordinator lists them, and this one's own document among them.</summary>
internal sealed class MasterList(MasterDocument self, OperationIds operationIds, List<MasterEffect> effects)
{
    private bool _isWritingSelf;

    public ImmutableArray<MasterDocument> Masters { get; private set; } = [];

    /// <summary>Where nodes may register: this master too, which may not be listed yet.</summary>
    public string[] Addresses => [.. Masters.Select(master => master.Address).Append(self.Address).Distinct()];

    /// <summary>Takes the list. A master that is not on it creates its document: at the start, after a session has ended, after a write that was lost.</summary>
    public void Replace(ImmutableArray<MasterDocument> masters)
    {
        Masters = masters;
        if (!_isWritingSelf && !masters.Any(master => master.Id == self.Id))
        {
            _isWritingSelf = true;
            effects.Add(new MasterEffect.WriteMaster(operationIds.Next()));
        }
    }

    /// <summary>The write of the own document was answered; only the next list tells what became of it.</summary>
    public void Written() => _isWritingSelf = false;
}
